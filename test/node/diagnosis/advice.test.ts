import { afterEach, describe, expect, it, vi } from 'vitest';
import { adviceOn } from '../../../src/node/diagnosis/advice.js';

afterEach(() => void vi.unstubAllEnvs());

describe('advice on what has failed', () => {
  it.each([
    ['no element "x264enc"', 'type: sudo apt-get install gstreamer1.0-plugins-ugly'],
    ['no element "nosuchsrc"', '`gst-inspect-1.0` lists what is there'],
    ['no property "nosuch" in element "x264enc"', '`gst-inspect-1.0 x264enc` lists what it has'],
    [
      'could not set property "speed-preset" in element "x264enc" to "nosuch"',
      '`gst-inspect-1.0 x264enc` lists what it takes',
    ],
    ['Your GStreamer installation is missing a plug-in: Missing decoder: X', /^type: sudo apt-get install gstreamer1/],
    ["Unknown encoder 'libx264'", 'type: sudo apt-get install ffmpeg'],
    ["Unrecognized option 'nosuch'", '`ffmpeg -h full` lists its options'],
    ['could not link audiotestsrc0 to deinterlace0', 'a pipeline has to end in a raw picture, or in sound'],
    ['syntax error', undefined],
  ])('is about the words of a program: %s', async (complaint, advice) => {
    const given = await adviceOn({ kind: 'pipeline', text: '' }, complaint);
    if (advice instanceof RegExp) expect(given).toMatch(advice);
    else expect(given).toBe(advice);
  });

  it.each([
    [
      'v4l2',
      "Could not open device '/dev/video0': Permission denied",
      'type: sudo usermod -aG video $USER, and log in again',
    ],
    ['alsa', 'cannot open audio device (Permission denied)', 'type: sudo usermod -aG audio $USER, and log in again'],
    ['alsa', "Device 'default' is busy", 'another program has it open'],
    ['v4l2', 'ioctl(VIDIOC_STREAMON): Device or resource busy', 'another program has it open'],
  ] as const)('is about who may open a device, and who has: %s, %s', async (kind, complaint, advice) => {
    expect(await adviceOn({ kind, device: 'x' }, complaint)).toBe(advice);
  });

  it('names no group where none is to be joined', async () => {
    vi.stubEnv('DISPLAY', '');
    expect(await adviceOn({ kind: 'window' }, 'Permission denied')).toBe('DISPLAY is not set: there is no screen');
  });

  it('names the devices that there are, or says that there are none', async () => {
    vi.stubEnv('PATH', '/nowhere');
    expect(await adviceOn({ kind: 'v4l2', device: '/dev/video99' }, 'x')).toMatch(
      /^(?:no camera at \/dev\/video0 and up|there is v4l2:\/dev\/video\d+ \(.+\))$/,
    );
    expect(await adviceOn({ kind: 'dv' }, 'x')).toMatch(/^(?:no camera on FireWire|there is \/dev\/fw)/);
    expect(await adviceOn({ kind: 'alsa' }, 'x')).toMatch(/^(?:no sound card|there is plughw:)/);
    expect(await adviceOn({ kind: 'pulse' }, 'x')).toBe(
      'pactl is not installed; type: sudo apt-get install pulseaudio pulseaudio-utils',
    );
  });

  it('says which screen does not answer', async () => {
    vi.stubEnv('DISPLAY', '');
    expect(await adviceOn({ kind: 'screen' }, 'x')).toBe('DISPLAY is not set: there is no screen');
    expect(await adviceOn({ kind: 'screen', display: ':4711' }, 'x')).toBe(
      'no X server answers at ":4711"; type: export DISPLAY=:0',
    );
    vi.stubEnv('DISPLAY', ':4712');
    expect(await adviceOn({ kind: 'window' }, 'x')).toMatch(/^no X server answers at ":4712"/);
  });
});
