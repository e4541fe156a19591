import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayPlace, fireWire, pulseSourcesIn, soundCardsIn } from '../../../src/node/diagnosis/device-diagnosis.js';
import { codecsIn, diagnoseCodecs } from '../../../src/node/diagnosis/ffmpeg-diagnosis.js';
import { diagnoseElements, elementsIn } from '../../../src/node/diagnosis/gstreamer-diagnosis.js';
import { diagnoseNetwork } from '../../../src/node/diagnosis/network-diagnosis.js';

describe('GStreamer', () => {
  // Captured from gst-inspect-1.0 of GStreamer 1.22.
  const LIST = `1394:  dv1394src: Firewire (1394) DV video source
x264:  x264enc: x264 H.264 Encoder
coreelements:  fdsink: Filedescriptor Sink
typefindfunctions: video/x-h264: h264, x264, 264
`;

  it('has the elements that its list names', () => {
    expect(elementsIn(LIST)).toEqual(new Set(['dv1394src', 'x264enc', 'fdsink']));
  });

  it('can send and receive only with all that it takes, and says which package has the rest', () => {
    const { canSend, canReceive, findings } = diagnoseElements('1.22.0', elementsIn(LIST));
    expect([canSend, canReceive]).toEqual([false, false]);
    expect(findings.find(({ name }) => name === 'gstreamer1.0-libav')).toEqual({
      area: 'program',
      name: 'gstreamer1.0-libav',
      state: 'missing',
      detail: 'no avdec_h264',
      remedy: 'sudo apt-get install gstreamer1.0-libav',
    });
    expect(findings.map(({ name }) => name)).not.toContain('gstreamer1.0-plugins-ugly');
  });
});

describe('FFmpeg', () => {
  // Captured from ffmpeg 5.1 -encoders.
  const LIST = `Encoders:
 V..... = Video
 ------
 V....D libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 A....D libvorbis            libvorbis (codec vorbis)
`;

  it('has the codecs that its list names', () => {
    expect(codecsIn(LIST)).toEqual(new Set(['libx264', 'libvorbis']));
  });

  it('is told by what it was built without', () => {
    const { canSend, canReceive, findings } = diagnoseCodecs('5.1', codecsIn(LIST), new Set(['h264']));
    expect([canSend, canReceive]).toEqual([true, false]);
    expect(findings[1]).toMatchObject({
      state: 'missing',
      detail: expect.stringContaining('decoder vorbis') as unknown,
    });
  });
});

describe('devices', () => {
  // From the kernel's documentation of /proc/asound/cards.
  it('are the cards that the kernel lists', () => {
    const cards = ` 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7f10000 irq 43
 1 [Device         ]: USB-Audio - USB Audio Device
                      C-Media USB Audio Device at usb-0000:00:14.0-2, full speed
`;
    expect(soundCardsIn(cards)).toEqual([
      'plughw:0 HDA-Intel - HDA Intel PCH',
      'plughw:1 USB-Audio - USB Audio Device',
    ]);
    expect(soundCardsIn('--- no soundcards ---\n')).toEqual([]);
  });

  it("are cameras on FireWire where there is a node beside the host's own", () => {
    expect(fireWire(['fuse', 'fw0', 'video0'])).toMatchObject({ name: 'dv', state: 'none' });
    expect(fireWire(['fw0', 'fw1'])).toMatchObject({ name: 'dv', state: 'ok', detail: '/dev/fw0, /dev/fw1' });
  });

  it('are the sources that PulseAudio lists', () => {
    expect(pulseSourcesIn('0\tnul.monitor\tmodule-null-sink.c\ts16le 2ch 44100Hz\tIDLE\n')).toEqual(['nul.monitor']);
    expect(pulseSourcesIn('')).toEqual([]);
  });

  it.each([
    [':0', { path: '/tmp/.X11-unix/X0' }],
    [':77.0', { path: '/tmp/.X11-unix/X77' }],
    ['unix:1', { path: '/tmp/.X11-unix/X1' }],
    ['desk:10.0', { host: 'desk', port: 6010 }],
    ['desk:59535', { host: 'desk', port: 65_535 }],
    ['desk:59536', undefined],
    ['nonsense', undefined],
  ])('are shown on the X server %s', (name, place) => {
    expect(displayPlace(name)).toEqual(place);
  });
});

describe('limits of socket buffers', () => {
  it('are named with the line that raises them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'rtpkit-limits-'));
    writeFileSync(join(directory, 'rmem_max'), '212992\n');
    writeFileSync(join(directory, 'wmem_max'), '4194304\n');
    const [receive, send] = diagnoseNetwork(directory);
    rmSync(directory, { recursive: true });
    expect(receive).toMatchObject({ state: 'missing', remedy: 'sudo sysctl net.core.rmem_max=4194304' });
    expect(send).toMatchObject({ state: 'ok' });
  });

  it('are not there on other systems', () => {
    expect(diagnoseNetwork('/nowhere')).toEqual([]);
  });
});
