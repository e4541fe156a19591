/** Where a picture is forwarded to: what was typed, opened, or told as the commands of its child processes. */

import { chooseBackend, NetworkSink, openSender, openY4mSink } from '../../node/index.js';
import type { AccessUnit, ChildCommand, MediaSink, PictureSize, Y4mSinkOptions, Y4mTarget } from '../../node/index.js';
import { announceSending } from '../announcements/ready-lines.js';
import { announceRestarts } from '../announcements/restart-announcement.js';
import { backendOf } from '../arguments/backend-options.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import { pictureSizeOf } from '../arguments/number-argument.js';
import { rtcpLayoutOf } from '../arguments/rtcp-layout.js';
import type { Arguments, OptionRow } from '../command.js';
import type { Console } from '../console.js';
import { destinationOf } from '../sending/send-options.js';
import { UsageError } from '../usage-error.js';
import { watchSender } from '../watch/sender-watch.js';
import type { MediaOutput } from './media-output.js';

const { port: VIDEO_PORT } = MEDIUM_DEFAULTS.video;

/** Where the original forwarded to, and where it goes when nothing else is typed. */
const ORIGINAL_DEVICE = '/dev/video2';

const PLACE_OPTIONS: readonly OptionRow[] = [
  { name: 'y4m', value: 'FIFO', help: 'raw pictures, for mjpegtools or FFmpeg; - is stdout' },
  { name: 'exec', value: 'COMMAND', help: 'the same to the stdin of a program' },
  { name: 'v4l2', value: 'DEVICE', help: `the same to a loopback camera; default ${ORIGINAL_DEVICE}` },
  { name: 'to', value: 'HOST[:PORT]', help: `another host; port ${VIDEO_PORT}` },
];

export const OUTLET_OPTIONS: readonly OptionRow[] = [
  ...PLACE_OPTIONS,
  { name: 'size', value: 'WxH', help: 'of raw pictures; default as the first one' },
  { name: 'fps', value: 'N', help: 'raw pictures per second', default: '30' },
];

/** What a size is taken for where it is not known before the first picture: the original's. */
const LIKELY_SIZE: PictureSize = { width: 320, height: 240 };

const KEY_FRAME_REQUESTS = ['nack pli', 'ccm fir'] as const;

/** @throws UsageError when more than one place was typed, or options that cannot be */
export function forwardOutlet(args: Arguments): MediaOutput<AccessUnit> {
  const target = targetOf(args);
  const options = y4mOptionsOf(args);
  if (target === 'network') return { commands: () => [], open: (console, asked) => openNetwork(args, console, asked) };
  return {
    commands: () => commandsOf(target, options),
    open: (console, onKeyFrameWanted) => {
      const onRestart = announceRestarts('video', console);
      return openY4mSink(target, { ...options, onRestart, ...(onKeyFrameWanted && { onKeyFrameWanted }) });
    },
  };
}

/**
 * There is no encoder here: who asks for a key frame gets one from the source that is forwarded.
 * @throws what `openSender` throws
 */
async function openNetwork(
  args: Arguments,
  console: Console,
  onKeyFrameRequest: (() => void) | undefined,
): Promise<MediaSink<AccessUnit>> {
  const to = destinationOf(args, VIDEO_PORT);
  const { codec } = MEDIUM_DEFAULTS.video;
  const requests = onKeyFrameRequest && { feedback: KEY_FRAME_REQUESTS, onKeyFrameRequest };
  const sender = await openSender({ codec, to, rtcp: rtcpLayoutOf(args, 'original'), ...requests });
  watchSender(console, 'forwarded', sender);
  await announceSending([{ medium: 'video', source: { name: 'what is received' }, sender }], {}, console);
  return new NetworkSink(sender);
}

function commandsOf(target: Y4mTarget, { backend: name, size = LIKELY_SIZE }: Y4mSinkOptions): readonly ChildCommand[] {
  const backend = chooseBackend(name);
  const decoder = backend.decodeVideo(size);
  return target.kind === 'v4l2' ? [decoder, backend.writeV4l2(target.device)] : [decoder];
}

function targetOf(args: Arguments): Y4mTarget | 'network' {
  const typed = PLACE_OPTIONS.map(({ name }) => name).filter((name) => args.text(name) !== undefined);
  if (typed.length > 1) {
    throw new UsageError(`there is ${typed.map((name) => `--${name}`).join(' and ')}, and a picture goes to one place`);
  }
  const [name = 'v4l2'] = typed;
  const value = args.text(name) ?? ORIGINAL_DEVICE;
  switch (name) {
    case 'y4m':
      return value === '-' ? { kind: 'stdout' } : { kind: 'fifo', path: value };
    case 'exec':
      return { kind: 'program', commandLine: value };
    case 'v4l2':
      return { kind: 'v4l2', device: value };
    default:
      return 'network';
  }
}

function y4mOptionsOf(args: Arguments): Y4mSinkOptions {
  const size = pictureSizeOf(args, 'size');
  if (size !== undefined && size.width % 8 !== 0) {
    throw new UsageError(`--size is ${size.width}x${size.height}, expected a width that is a multiple of 8`);
  }
  const framesPerSecond = args.number('fps', 1, 1000)!;
  return { ...backendOf(args), ...(size !== undefined && { size }), framesPerSecond };
}
