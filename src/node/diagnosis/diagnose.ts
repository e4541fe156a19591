/** Everything that sending and receiving need of this host. */

import { findMediabunny } from '../containers/load-mediabunny.js';
import { diagnoseDevices } from './device-diagnosis.js';
import { diagnoseFfmpeg } from './ffmpeg-diagnosis.js';
import type { BackendDiagnosis, Finding } from './finding.js';
import { diagnoseGstreamer } from './gstreamer-diagnosis.js';
import { diagnoseNetwork } from './network-diagnosis.js';

export interface Diagnosis {
  /** Whether one backend can both send and receive: the least that all commands need. */
  readonly works: boolean;
  readonly backends: Readonly<Record<'gstreamer' | 'ffmpeg', BackendDiagnosis>>;
  /** Everything that was looked at, what backends found included. */
  readonly findings: readonly Finding[];
}

/** Looks at programs, packages, devices and limits; changes nothing, and takes a second or so. */
export async function diagnose(): Promise<Diagnosis> {
  const [gstreamer, ffmpeg, mediabunny, devices] = await Promise.all([
    diagnoseGstreamer(),
    diagnoseFfmpeg(),
    diagnoseMediabunny(),
    diagnoseDevices(),
  ]);
  return {
    works: [gstreamer, ffmpeg].some(({ canSend, canReceive }) => canSend && canReceive),
    backends: { gstreamer, ffmpeg },
    findings: [...gstreamer.findings, ...ffmpeg.findings, mediabunny, ...devices, ...diagnoseNetwork()],
  };
}

async function diagnoseMediabunny(): Promise<Finding> {
  const finding = { area: 'package', name: 'mediabunny' } as const;
  const detail = 'reads .mp4, .mkv and .ts, and writes .mp4';
  if ((await findMediabunny()) !== undefined) return { ...finding, state: 'ok', detail };
  return { ...finding, state: 'missing', detail: `not installed: ${detail}`, remedy: 'npm install mediabunny' };
}
