/** What a person can do about a device, or a program in front of it, that has failed. */

import type { AudioDevice, AudioOutput, VideoDevice } from '../backends/devices.js';
import { GSTREAMER_INSTALL_HINT } from '../backends/gstreamer/gst-launch.js';
import { FFMPEG_INSTALL_HINT } from '../backends/ffmpeg/ffmpeg-command.js';
import {
  diagnoseCameras,
  diagnoseDisplay,
  diagnosePulseAudio,
  diagnoseSoundCards,
  fireWire,
} from './device-diagnosis.js';
import type { Finding } from './finding.js';
import { packageOf } from './gstreamer-diagnosis.js';

/** What is told about: a window is on the screen of the environment. */
export type AdviceSubject = VideoDevice | AudioDevice | AudioOutput | { readonly kind: 'window' };

/** What programs complain of that has nothing to do with the device, and what to type. */
const REMEDIES: readonly (readonly [complaint: RegExp, remedy: (name: string) => string])[] = [
  [/no element "([^"]+)"/, (element) => installingWords(packageOf(element)) ?? '`gst-inspect-1.0` lists what is there'],
  [/no property "[^"]+" in element "([^"]+)"/, (element) => `\`gst-inspect-1.0 ${element}\` lists what it has`],
  [/set property "[^"]+" in element "([^"]+)"/, (element) => `\`gst-inspect-1.0 ${element}\` lists what it takes`],
  [/missing a plug-in/, () => `type: ${GSTREAMER_INSTALL_HINT}`],
  [/Unknown encoder|Unknown decoder/, () => `type: ${FFMPEG_INSTALL_HINT}`],
  [/Unrecognized option|Option not found/, () => '`ffmpeg -h full` lists its options'],
];

/** Whose members may open a device. */
const GROUPS: Readonly<Partial<Record<AdviceSubject['kind'], string>>> = { v4l2: 'video', dv: 'video', alsa: 'audio' };

/**
 * @param complaint the gist of it
 * @returns nothing where nothing better can be said than the complaint itself
 */
export async function adviceOn(subject: AdviceSubject, complaint: string): Promise<string | undefined> {
  for (const [pattern, remedy] of REMEDIES) {
    const match = pattern.exec(complaint);
    if (match !== null) return remedy(match[1] ?? '');
  }
  if (subject.kind === 'pipeline' && /could not link/.test(complaint)) {
    return 'a pipeline has to end in a raw picture, or in sound';
  }
  const group = GROUPS[subject.kind];
  if (group !== undefined && /Permission denied/.test(complaint)) {
    return `type: sudo usermod -aG ${group} $USER, and log in again`;
  }
  if (/\bbusy\b/.test(complaint)) return 'another program has it open';
  return thereIs(await diagnose(subject));
}

async function diagnose(subject: AdviceSubject): Promise<readonly Finding[]> {
  switch (subject.kind) {
    case 'v4l2':
      return diagnoseCameras();
    case 'dv':
      return [fireWire()];
    case 'alsa':
      return [diagnoseSoundCards()];
    case 'pulse':
      return [await diagnosePulseAudio()];
    case 'screen':
      return [await diagnoseDisplay(subject.display ?? process.env['DISPLAY'])];
    case 'window':
      return [await diagnoseDisplay(process.env['DISPLAY'])];
    default:
      return [];
  }
}

/** The devices by the names by which they are typed, or that there are none. */
function thereIs(findings: readonly Finding[]): string | undefined {
  const there = findings.filter(({ state }) => state === 'ok');
  if (there.length === 0) return findings[0] && ofNone(findings[0]);
  return `there is ${there.map(({ name, detail }) => (name.includes(':') ? `${name} (${detail})` : detail)).join(', ')}`;
}

function ofNone({ detail, remedy }: Finding): string {
  return remedy === undefined ? detail : `${detail}; type: ${remedy}`;
}

function installingWords(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `type: sudo apt-get install ${name}`;
}
