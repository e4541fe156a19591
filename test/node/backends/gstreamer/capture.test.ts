import { describe, expect, it } from 'vitest';
import { captureAudio } from '../../../../src/node/backends/gstreamer/capture-audio.js';
import { captureVideo } from '../../../../src/node/backends/gstreamer/capture-video.js';
import type { AudioDevice, VideoDevice } from '../../../../src/node/backends/devices.js';
import type { AudioEncoding, VideoEncoding } from '../../../../src/node/backends/encoding.js';

/** The stages of the pipeline of a picture, up to the one that makes I420 of it, as one would type them. */
function source(device: VideoDevice, encoding: VideoEncoding = {}): string {
  const line = captureVideo(device, encoding).args.join(' ');
  return line.slice('-q '.length, line.indexOf(' ! videoconvert'));
}

/** The stages behind those. */
function tail(device: VideoDevice, encoding: VideoEncoding = {}): string[] {
  const stages = captureVideo(device, encoding).args.join(' ').split(' ! ');
  return stages.slice(stages.indexOf('videoconvert'));
}

const sound = (device: AudioDevice, encoding: AudioEncoding = {}): string =>
  captureAudio(device, encoding).args.join(' ');

const MODES = 'framerate=[15/1,120/1]';

describe('what GStreamer is told to capture', () => {
  it('is the original: a DV camera, at 320x240 and a quantizer of 18', () => {
    const { program, args, installHint } = captureVideo({ kind: 'dv' }, {});
    expect([program, ...args].join(' ')).toBe(
      'gst-launch-1.0 -q dv1394src ! queue ! dvdemux ! dvdec ! deinterlace fields=top ! videoconvert ! videoscale ' +
        '! video/x-raw,format=I420,width=320,height=240,pixel-aspect-ratio=1/1 ' +
        '! queue leaky=downstream max-size-buffers=2 max-size-bytes=0 max-size-time=0 ' +
        '! x264enc qp-min=18 tune=zerolatency key-int-max=60 ! video/x-h264,profile=constrained-baseline ' +
        '! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au ! fdsink fd=1',
    );
    expect(installHint).toMatch(/^sudo apt-get install gstreamer1.0-tools /);
  });

  it('has each device, its name one word', () => {
    expect(source({ kind: 'dv', guid: '0x08004601024a6a33' })).toMatch(/^dv1394src guid="0x08004601024a6a33" ! /);
    expect(source({ kind: 'v4l2', device: '/dev/video 2' })).toBe(
      `v4l2src device="/dev/video 2" ! video/x-raw,width=320,height=240,${MODES};video/x-raw,${MODES};image/jpeg,${MODES} ` +
        '! decodebin ! deinterlace fields=top',
    );
    expect(source({ kind: 'test' })).toBe('videotestsrc is-live=true ! video/x-raw,framerate=30/1');
    expect(source({ kind: 'screen' })).toBe('ximagesrc use-damage=false ! video/x-raw,framerate=30/1');
    expect(source({ kind: 'screen', display: ':7' })).toMatch(/^ximagesrc use-damage=false display-name=":7" ! /);
    expect(source({ kind: 'file', path: 'a ! b.DV' })).toBe(
      'filesrc location="a ! b.DV" ! dvdemux ! dvdec ! deinterlace fields=top',
    );
    expect(source({ kind: 'file', path: '/a "b" %.avi' })).toBe(
      'uridecodebin uri="file:///a%20%22b%22%20%25.avi" ! deinterlace fields=top',
    );
    expect(source({ kind: 'pipeline', text: ' a b="c  d" ! e\n' })).toBe('a b="c  d" ! e ! deinterlace fields=top');
  });

  it('changes the rate only of what has one, and only when it is asked to', () => {
    expect(source({ kind: 'test' }, { framesPerSecond: 29.97 })).toBe(
      'videotestsrc is-live=true ! video/x-raw,framerate=30000/1001',
    );
    expect(source({ kind: 'dv' }, { framesPerSecond: 15 })).toMatch(/ ! videorate skip-to-first=true$/);
    expect(tail({ kind: 'dv' }, { framesPerSecond: 15 })[2]).toMatch(/,framerate=15\/1$/);
  });

  it('loses no frame of a file, and lets those leak away that a live source makes too fast', () => {
    expect(tail({ kind: 'file', path: 'a.dv' }).slice(3, 5)).toEqual([
      'identity sync=true',
      'queue max-size-buffers=2 max-size-bytes=0 max-size-time=0',
    ]);
    for (const kind of ['dv', 'test', 'screen'] as const) expect(tail({ kind })[3]).toMatch(/^queue leaky=downstream /);
  });

  it('takes size, quantizer, key frames and more words for the encoder', () => {
    const encoding = { width: 640, height: 360, qpMin: 10, keyFrameInterval: 25, encoderArgs: ['bitrate=800'] };
    const stages = tail({ kind: 'test' }, encoding);
    expect(stages[2]).toBe('video/x-raw,format=I420,width=640,height=360,pixel-aspect-ratio=1/1');
    expect(stages[4]).toBe('x264enc qp-min=10 tune=zerolatency key-int-max=25 bitrate=800');
  });

  it('refuses an encoding that cannot be', () => {
    for (const encoding of [
      { width: 321 },
      { height: 0 },
      { qpMin: 52 },
      { keyFrameInterval: 0 },
      { framesPerSecond: 0 },
    ]) {
      expect(() => captureVideo({ kind: 'test' }, encoding)).toThrow(RangeError);
    }
    for (const encoding of [{ sampleRate: 7999 }, { channels: 0 }, { channels: 1.5 }]) {
      expect(() => captureAudio({ kind: 'test' }, encoding)).toThrow(RangeError);
    }
  });
});

describe('what GStreamer is told to record', () => {
  const VORBIS = 'vorbisenc ! oggmux max-delay=0 max-page-delay=0 ! fdsink fd=1';

  it('is the original: a sound card, each packet of Vorbis in a page', () => {
    expect(sound({ kind: 'alsa', device: 'plughw:1,0' })).toBe(
      `-q alsasrc device="plughw:1,0" ! audioconvert ! audioresample ! audio/x-raw,rate=44100,channels=2 ! ${VORBIS}`,
    );
  });

  it('has each device, its name one word', () => {
    expect(sound({ kind: 'pulse' })).toMatch(/^-q pulsesrc ! /);
    expect(sound({ kind: 'pulse', device: 'a b.monitor' })).toMatch(/^-q pulsesrc device="a b.monitor" ! /);
    expect(sound({ kind: 'test' })).toMatch(/^-q audiotestsrc is-live=true volume=0.3 ! /);
    expect(sound({ kind: 'pipeline', text: 'a ! b' })).toMatch(/^-q a ! b ! audioconvert ! /);
    expect(sound({ kind: 'file', path: '/x y.wav' })).toMatch(
      /^-q uridecodebin uri="file:\/\/\/x%20y.wav" ! .* ! identity sync=true ! vorbisenc ! /,
    );
  });

  it('takes rate, channels and more words for the encoder', () => {
    const encoding = { sampleRate: 48_000, channels: 1, encoderArgs: ['quality=0.5'] };
    expect(sound({ kind: 'test' }, encoding)).toMatch(
      / ! audio\/x-raw,rate=48000,channels=1 ! vorbisenc quality=0.5 ! /,
    );
  });
});
