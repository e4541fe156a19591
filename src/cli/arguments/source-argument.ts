/** SOURCE as people type it: a camera, a microphone, the screen, a test signal, a file, standard input. */

import { existsSync } from 'node:fs';
import type { AudioInput, ByteStream, VideoInput } from '../../node/index.js';
import { UsageError } from '../usage-error.js';

const VIDEO_FORMS = 'v4l2[:/dev/videoN] for a webcam, dv[:GUID], screen[:DISPLAY], test, FILE or -';
const AUDIO_FORMS = 'alsa[:DEVICE], pulse[:DEVICE], test, FILE or -';

/**
 * @param text the form `kind[:detail]`, or a path; a file that is named like a kind is `./test`
 * @throws UsageError when a kind is given a detail that it cannot have
 */
export function parseVideoSource(text: string): VideoInput {
  if (text === '-') return standardInput();
  if (/^\/dev\/video\d+$/.test(text)) return { kind: 'v4l2', device: text };
  const { kind, detail } = splitKind(text);
  switch (kind) {
    case 'dv':
      return { kind, ...(detail !== undefined && { guid: detail }) };
    case 'v4l2':
      return { kind, device: detail ?? '/dev/video0' };
    case 'screen':
      return { kind, ...(detail !== undefined && { display: displayOf(detail) }) };
    case 'test':
      refuseDetail(text, detail, VIDEO_FORMS);
      return { kind };
    default:
      return { kind: 'file', path: requirePath(text, VIDEO_FORMS) };
  }
}

/** As {@link parseVideoSource}, of sound. */
export function parseAudioSource(text: string): AudioInput {
  if (text === '-') return standardInput();
  const { kind, detail } = splitKind(text);
  switch (kind) {
    case 'alsa':
      return { kind, device: detail ?? 'default' };
    case 'pulse':
      return { kind, ...(detail !== undefined && { device: detail }) };
    case 'test':
      refuseDetail(text, detail, AUDIO_FORMS);
      return { kind };
    default:
      return { kind: 'file', path: requirePath(text, AUDIO_FORMS) };
  }
}

/** Ready encoded: Annex B, or Ogg. */
function standardInput(): ByteStream {
  return { kind: 'stream', bytes: process.stdin };
}

function splitKind(text: string): { readonly kind: string; readonly detail: string | undefined } {
  const colon = text.indexOf(':');
  if (colon === -1) return { kind: text, detail: undefined };
  const detail = text.slice(colon + 1);
  return { kind: text.slice(0, colon), detail: detail === '' ? undefined : detail };
}

/** `:0`, as X calls its displays, may be typed `screen:0` or `screen::0`. */
function displayOf(detail: string): string {
  return detail.includes(':') ? detail : `:${detail}`;
}

function refuseDetail(text: string, detail: string | undefined, forms: string): void {
  if (detail !== undefined) throw new UsageError(`there is no source ${text}, expected ${forms}; a file is ./${text}`);
}

function requirePath(text: string, forms: string): string {
  if (text === '') throw new UsageError(`the source is empty, expected ${forms}`);
  if (/^\w+$/.test(text) && !existsSync(text)) {
    throw new UsageError(`there is no source ${text}, nor a file of that name, expected ${forms}`);
  }
  return text;
}
