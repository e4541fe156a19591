/** OUT as people type it: a window, loudspeakers, a file, standard output. */

import { extname } from 'node:path';
import type { AudioTarget, VideoTarget } from '../../node/index.js';
import { UsageError } from '../usage-error.js';

const VIDEO_FILES = ['.h264', '.mkv', '.mp4', '.avi'];
const AUDIO_FILES = ['.ogg', '.mka', '.wav'];
const FILES_OF_BOTH = ['.mkv', '.mp4'];

type OutputFile = Extract<VideoTarget, { kind: 'file' }>;

/** @throws UsageError when a file has another ending than the help says */
export function parseVideoOutput(text: string): VideoTarget {
  if (text === 'window') return { kind: 'window' };
  return text === '-' ? { kind: 'stdout' } : parseFile(text, VIDEO_FILES, 'window, - or ');
}

/** As {@link parseVideoOutput}, of sound. */
export function parseAudioOutput(text: string): AudioTarget {
  const [, kind, device] = /^(pulse|alsa)(?::(.*))?$/s.exec(text) ?? [];
  if (kind !== undefined) return { kind: kind as 'pulse' | 'alsa', ...(device && { device }) };
  return text === '-' ? { kind: 'stdout' } : parseFile(text, AUDIO_FILES, 'pulse[:DEVICE], alsa[:DEVICE], - or ');
}

/** A window with sound, or a file that holds both. */
export function parseOutputOfBoth(text: string): { readonly kind: 'window' } | OutputFile {
  return text === 'window' ? { kind: 'window' } : parseFile(text, FILES_OF_BOTH, 'window or ');
}

function parseFile(text: string, endings: readonly string[], others: string): OutputFile {
  if (endings.includes(extname(text).toLowerCase())) return { kind: 'file', path: text };
  throw new UsageError(`--out is ${text}, expected ${others}FILE with one of ${endings.join(' ')}`);
}
