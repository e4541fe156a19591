import { describe, expect, it } from 'vitest';
import { gstreamer } from '../../../../src/node/backends/gstreamer/gstreamer.js';

const words = (pipeline: string): string[] => pipeline.split(' ');

const H264 = 'fdsrc fd=0 ! application/x-rtp-stream,media=video,clock-rate=90000,encoding-name=H264 ! rtpstreamdepay !';
const VORBIS =
  'fdsrc fd=0 ! application/x-rtp-stream,media=audio,clock-rate=90000,encoding-name=VORBIS ! rtpstreamdepay !';
const PICTURES = 'rtph264depay ! avdec_h264 max-threads=1 direct-rendering=false ! videoconvert !';
const SOUND = 'rtpvorbisdepay ! vorbisdec ! audioconvert ! audioresample !';
const PACE = 'async=false buffer-time=100000 ts-offset=100000000';

describe('GStreamer for what was received', () => {
  it('shows pictures as they come, in the window that there is', () => {
    expect(gstreamer.showVideo().args).toEqual(words(`-q ${H264} ${PICTURES} videoscale ! autovideosink sync=false`));
  });

  it('decodes to pictures of one size, with borders, without padding', () => {
    const picture = 'video/x-raw,format=I420,width=320,height=240,pixel-aspect-ratio=1/1';
    expect(gstreamer.decodeVideo({ width: 320, height: 240 }).args).toEqual(
      words(`-q ${H264} ${PICTURES} videoscale add-borders=true ! ${picture} ! fdsink fd=1`),
    );
  });

  it.each([
    [{ width: 324, height: 240 }, /multiple of 8/],
    [{ width: 320, height: 241 }, /multiple of 2/],
    [{ width: 0, height: 240 }, /size.width is 0/],
    [{ width: 320, height: Number.NaN }, /size.height is NaN/],
  ])('refuses the size %o, whose rows would be padded', (size, message) => {
    expect(() => gstreamer.decodeVideo(size)).toThrow(message);
  });

  it('plays sound by the clock of the sound card', () => {
    const pipeline = `-q ${VORBIS} rtpjitterbuffer latency=0 mode=slave ! ${SOUND}`;
    expect(gstreamer.playAudio({ kind: 'pulse' }).args).toEqual(words(`${pipeline} pulsesink ${PACE}`));
    expect(gstreamer.playAudio({ kind: 'alsa', device: 'plughw:1,0' }).args).toEqual(
      words(`${pipeline} alsasink ${PACE} device="plughw:1,0"`),
    );
  });

  it('records with the times of the packets, to the end of its input', () => {
    const times = 'rtpjitterbuffer latency=0 mode=none !';
    expect(gstreamer.writeAvi('a b.avi').args).toEqual([
      ...words(`-q -e ${H264} ${times} rtph264depay ! h264parse ! avimux ! filesink`),
      'location="a b.avi"',
    ]);
    expect(gstreamer.writeWav('a b.wav').args).toEqual([
      ...words(`-q -e ${VORBIS} ${times} ${SOUND} audiorate ! audio/x-raw,format=S16LE ! wavenc ! filesink`),
      'location="a b.wav"',
    ]);
  });

  it.each(['a!b', 'a ! fakesink', '"; rm', 'x\\', '$(id)'])(
    'keeps the device %j one value, or refuses it',
    (device) => {
      try {
        const { args } = gstreamer.playAudio({ kind: 'pulse', device });
        expect(args.at(-1)).toBe(`device="${device}"`);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    },
  );
});
