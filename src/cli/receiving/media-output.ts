/** What OUT stands for: opened as a sink, or told as the commands of its child processes. */

import { extname } from 'node:path';
import { chooseBackend, openAudioSink, openVideoSink } from '../../node/index.js';
import type {
  AccessUnit,
  AudioTarget,
  ChildCommand,
  MediaFrame,
  MediaSink,
  VideoTarget,
  VorbisPacket,
} from '../../node/index.js';
import { announceRestarts } from '../announcements/restart-announcement.js';
import { backendOf } from '../arguments/backend-options.js';
import type { Arguments } from '../command.js';
import type { Console } from '../console.js';

export interface MediaOutput<Frame extends MediaFrame> {
  /** @throws RtpkitError `ERR_RTPKIT_BACKEND` when no program is installed that is needed */
  commands(): readonly ChildCommand[];
  /**
   * @param onKeyFrameWanted called when what shows the picture begins anew, or where it goes on to somebody asks
   * @throws what `openVideoSink` and `openAudioSink` throw
   */
  open(console: Console, onKeyFrameWanted?: () => void): Promise<MediaSink<Frame>>;
}

/** @param delayMs how long after its time a picture is to be seen, as long as its sound takes; default 0 */
export function videoOutput(args: Arguments, target: VideoTarget, delayMs: number = 0): MediaOutput<AccessUnit> {
  const options = { ...backendOf(args), delayMs };
  return {
    commands: () => {
      if (target.kind === 'window') return [chooseBackend(options.backend).showVideo()];
      return isFile(target, '.avi') ? [chooseBackend(options.backend).writeAvi(target.path)] : [];
    },
    open: (console, onKeyFrameWanted) => {
      const onRestart = announceRestarts('video', console);
      return openVideoSink(target, { ...options, onRestart, ...(onKeyFrameWanted && { onKeyFrameWanted }) });
    },
  };
}

export function audioOutput(args: Arguments, target: AudioTarget): MediaOutput<VorbisPacket> {
  const options = backendOf(args);
  return {
    commands: () => {
      if (target.kind === 'pulse' || target.kind === 'alsa') return [chooseBackend(options.backend).playAudio(target)];
      return isFile(target, '.wav') ? [chooseBackend(options.backend).writeWav(target.path)] : [];
    },
    open: (console) => openAudioSink(target, { ...options, onRestart: announceRestarts('audio', console) }),
  };
}

function isFile(target: VideoTarget | AudioTarget, ending: string): target is Extract<VideoTarget, { kind: 'file' }> {
  return target.kind === 'file' && extname(target.path).toLowerCase() === ending;
}
