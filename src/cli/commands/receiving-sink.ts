/** What OUT stands for: opened, or told as the command of its child process. */

import { extname } from 'node:path';
import { chooseBackend, createContainer, openAudioSink, openVideoSink } from '../../node/index.js';
import type {
  AccessUnit,
  AudioSinkOptions,
  AudioTarget,
  ChildCommand,
  MediaSink,
  VideoSinkOptions,
  VideoTarget,
  VorbisPacket,
} from '../../node/index.js';

/** Files that need no child process, and may hold both picture and sound. */
const CONTAINERS = ['.mkv', '.mp4', '.mka'];

/** @throws what `openVideoSink` and `createContainer` throw */
export async function openPictureSink(target: VideoTarget, options: VideoSinkOptions): Promise<MediaSink<AccessUnit>> {
  if (!isContainer(target)) return openVideoSink(target, options);
  return (await createContainer(target.path, { video: true })).video;
}

/** @throws what `openAudioSink` and `createContainer` throw */
export async function openSoundSink(target: AudioTarget, options: AudioSinkOptions): Promise<MediaSink<VorbisPacket>> {
  if (!isContainer(target)) return openAudioSink(target, options);
  return (await createContainer(target.path, { audio: true })).audio;
}

/** @throws RtpkitError `ERR_RTPKIT_BACKEND` when no program is installed that is needed */
export function pictureSinkCommands(target: VideoTarget, { backend }: VideoSinkOptions): ChildCommand[] {
  if (target.kind === 'window') return [chooseBackend(backend).showVideo()];
  return isFile(target, '.avi') ? [chooseBackend(backend).writeAvi(target.path)] : [];
}

/** @throws RtpkitError `ERR_RTPKIT_BACKEND` when no program is installed that is needed */
export function soundSinkCommands(target: AudioTarget, { backend }: AudioSinkOptions): ChildCommand[] {
  if (target.kind === 'pulse' || target.kind === 'alsa') return [chooseBackend(backend).playAudio(target)];
  return isFile(target, '.wav') ? [chooseBackend(backend).writeWav(target.path)] : [];
}

interface Target {
  readonly kind: string;
  readonly path?: string;
}

interface FileTarget {
  readonly kind: 'file';
  readonly path: string;
}

function isContainer(target: Target): target is FileTarget {
  return CONTAINERS.some((ending) => isFile(target, ending));
}

function isFile(target: Target, ending: string): target is FileTarget {
  return target.kind === 'file' && extname(target.path ?? '').toLowerCase() === ending;
}
