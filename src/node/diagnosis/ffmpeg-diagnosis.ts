/** Whether FFmpeg is there, with the encoders and decoders that we ask it for. */

import { FFMPEG, FFMPEG_INSTALL_HINT } from '../backends/ffmpeg/ffmpeg-command.js';
import type { BackendDiagnosis, Finding } from './finding.js';
import { programOutput } from './program-output.js';

const ENCODERS = ['libx264', 'libvorbis'];
const DECODERS = ['h264', 'vorbis'];

export async function diagnoseFfmpeg(): Promise<BackendDiagnosis> {
  const [version, encoders, decoders] = await Promise.all([
    programOutput(FFMPEG, ['-version']),
    programOutput(FFMPEG, ['-hide_banner', '-encoders']),
    programOutput(FFMPEG, ['-hide_banner', '-decoders']),
  ]);
  if (version === undefined || encoders === undefined || decoders === undefined) {
    const missing = { area: 'program', name: 'ffmpeg', state: 'missing', detail: 'not installed' } as const;
    return { canSend: false, canReceive: false, findings: [{ ...missing, remedy: FFMPEG_INSTALL_HINT }] };
  }
  const name = version.match(/^ffmpeg version (\S+)/)?.[1] ?? 'of unknown version';
  return diagnoseCodecs(name, codecsIn(encoders), codecsIn(decoders));
}

export function diagnoseCodecs(
  version: string,
  encoders: ReadonlySet<string>,
  decoders: ReadonlySet<string>,
): BackendDiagnosis {
  const without = [
    ...ENCODERS.filter((encoder) => !encoders.has(encoder)).map((encoder) => `encoder ${encoder}`),
    ...DECODERS.filter((decoder) => !decoders.has(decoder)).map((decoder) => `decoder ${decoder}`),
  ];
  const findings: Finding[] = [{ area: 'program', name: 'ffmpeg', state: 'ok', detail: version }];
  if (without.length > 0) {
    const detail = `built without ${without.join(', ')}: take the one of the distribution`;
    findings.push({ area: 'program', name: 'ffmpeg', state: 'missing', detail, remedy: FFMPEG_INSTALL_HINT });
  }
  return {
    canSend: ENCODERS.every((encoder) => encoders.has(encoder)),
    canReceive: DECODERS.every((decoder) => decoders.has(decoder)),
    findings,
  };
}

/** From lines such as ` V....D libx264   libx264 H.264 (codec h264)`. */
export function codecsIn(list: string): ReadonlySet<string> {
  return new Set(Array.from(list.matchAll(/^ [VASFXBD.]{6} ([^\s=]+)/gm), (match) => match[1]!));
}
