/** GStreamer's command lines for what was received: windows, loudspeakers, raw pictures and recordings. */

import { outOfRange, requireInteger } from '../../../errors.js';
import type { ChildCommand } from '../../children/child-command.js';
import type { AudioOutput } from '../devices.js';
import type { PictureSize } from '../encoding.js';
import { gstLaunch, type Stage } from './gst-launch.js';
import { property } from './property.js';

/**
 * RTP packets on stdin, each behind its length (RFC 4571). Jitter buffers stamp them: with `do-timestamp=true`, what comes while the
 * pipeline starts has times of another line, and three of eight starts stayed silent.
 */
const STDIN: Stage = ['fdsrc', 'fd=0'];
const H264: readonly Stage[] = [
  STDIN,
  ['application/x-rtp-stream,media=video,clock-rate=90000,encoding-name=H264'],
  ['rtpstreamdepay'],
];
const VORBIS: readonly Stage[] = [
  STDIN,
  ['application/x-rtp-stream,media=audio,clock-rate=90000,encoding-name=VORBIS'],
  ['rtpstreamdepay'],
];
/** Recordings have the times of the packets, whenever they were written. */
const PACKET_TIMES: Stage = ['rtpjitterbuffer', 'latency=0', 'mode=none'];
/** One thread, because each more holds back a frame. With direct rendering pictures would keep the decoder's margins. */
const PICTURES: readonly Stage[] = [
  ['rtph264depay'],
  ['avdec_h264', 'max-threads=1', 'direct-rendering=false'],
  ['videoconvert'],
];
const SOUND: readonly Stage[] = [['rtpvorbisdepay'], ['vorbisdec'], ['audioconvert'], ['audioresample']];

/**
 * The sound card's clock is that of the pipeline, and the jitter buffer in front ties the packets to it. Sound came 0.18 s after its
 * packet; with a sender 0.3 % fast 0.18 to 0.22 s, with one 0.3 % slow 0.14 to 0.19 s, for as long as was listened: 40 ms are left
 * out, or silent, whenever the clocks have come so far apart. With `slave-method=resample` it came in pieces, with `sync=false` up to
 * 0.66 s late. `async=false`: what passes before the first sound must not become delay.
 */
const LOUDSPEAKER_PACE = ['async=false', 'buffer-time=100000', 'ts-offset=100000000'];
const TIE_TO_SOUND_CARD: Stage = ['rtpjitterbuffer', 'latency=0', 'mode=slave'];

/** What comes in another size is scaled to the window that there is: ximagesink would show a corner of it. */
export function showVideo(): ChildCommand {
  return gstLaunch([...H264, ...PICTURES, ['videoscale'], ['autovideosink', 'sync=false']]);
}

/**
 * @throws RangeError unless the width is a multiple of 8 and the height one of 2: GStreamer fills up rows to multiples of 4
 *   octets, of colour too
 */
export function decodeVideo({ width, height }: PictureSize): ChildCommand {
  requireInteger('size.width', width, 8, 16_384);
  requireInteger('size.height', height, 2, 16_384);
  if (width % 8 !== 0) throw outOfRange('size.width', width, 'a multiple of 8');
  if (height % 2 !== 0) throw outOfRange('size.height', height, 'a multiple of 2');
  const picture = `video/x-raw,format=I420,width=${width},height=${height},pixel-aspect-ratio=1/1`;
  return gstLaunch([...H264, ...PICTURES, ['videoscale', 'add-borders=true'], [picture], ['fdsink', 'fd=1']]);
}

export function writeAvi(path: string): ChildCommand {
  const recording = [['rtph264depay'], ['h264parse'], ['avimux'], ['filesink', property('location', path)]];
  return gstLaunch([...H264, PACKET_TIMES, ...recording], ['-e']);
}

export function playAudio({ kind, device }: AudioOutput): ChildCommand {
  const sink = [kind === 'pulse' ? 'pulsesink' : 'alsasink', ...LOUDSPEAKER_PACE];
  if (device !== undefined) sink.push(property('device', device));
  return gstLaunch([...VORBIS, TIE_TO_SOUND_CARD, ...SOUND, sink]);
}

/** What was lost is silent, so that the file is as long as the stream was; a new format is made into the first one. */
export function writeWav(path: string): ChildCommand {
  const recording = [['audiorate'], ['audio/x-raw,format=S16LE'], ['wavenc'], ['filesink', property('location', path)]];
  return gstLaunch([...VORBIS, PACKET_TIMES, ...SOUND, ...recording], ['-e']);
}
