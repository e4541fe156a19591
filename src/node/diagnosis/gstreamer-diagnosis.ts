/** Whether GStreamer is there, and the elements that our pipelines are made of. */

import { GST_LAUNCH, GSTREAMER_INSTALL_HINT } from '../backends/gstreamer/gst-launch.js';
import type { BackendDiagnosis, Finding } from './finding.js';
import { programOutput } from './program-output.js';

/** Which package of Debian has which elements. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'gstreamer1.0-plugins-base': [
    'audioconvert',
    'audioresample',
    'audiotestsrc',
    'oggmux',
    'uridecodebin',
    'videoconvert',
    'videorate',
    'videoscale',
    'videotestsrc',
    'vorbisdec',
    'vorbisenc',
  ],
  'gstreamer1.0-plugins-good': [
    'autovideosink',
    'avimux',
    'deinterlace',
    'dv1394src',
    'dvdec',
    'dvdemux',
    'rtph264depay',
    'rtpstreamdepay',
    'rtpvorbisdepay',
    'v4l2sink',
    'v4l2src',
    'wavenc',
    'ximagesrc',
  ],
  'gstreamer1.0-plugins-bad': ['h264parse'],
  'gstreamer1.0-plugins-ugly': ['x264enc'],
  'gstreamer1.0-libav': ['avdec_h264'],
  'gstreamer1.0-alsa': ['alsasink', 'alsasrc'],
  'gstreamer1.0-pulseaudio': ['pulsesink', 'pulsesrc'],
  'gstreamer1.0-x': ['ximagesink'],
};
const SENDING = ['videoconvert', 'videoscale', 'x264enc', 'h264parse', 'audioconvert', 'vorbisenc', 'oggmux'];
const RECEIVING = [
  'rtpstreamdepay',
  'rtph264depay',
  'h264parse',
  'avdec_h264',
  'videoconvert',
  'rtpvorbisdepay',
  'vorbisdec',
  'audioconvert',
  'audioresample',
];

/** The package that an element of our pipelines comes with. */
export function packageOf(element: string): string | undefined {
  return Object.keys(PACKAGES).find((name) => PACKAGES[name]!.includes(element));
}

export async function diagnoseGstreamer(): Promise<BackendDiagnosis> {
  const [version, list] = await Promise.all([
    programOutput(GST_LAUNCH, ['--version']),
    programOutput('gst-inspect-1.0', []),
  ]);
  if (version === undefined || list === undefined) {
    const missing = { area: 'program', name: 'gstreamer', state: 'missing', detail: 'not installed' } as const;
    return { canSend: false, canReceive: false, findings: [{ ...missing, remedy: GSTREAMER_INSTALL_HINT }] };
  }
  return diagnoseElements(version.match(/GStreamer (\S+)/)?.[1] ?? 'of unknown version', elementsIn(list));
}

/** @param elements those that are installed */
export function diagnoseElements(version: string, elements: ReadonlySet<string>): BackendDiagnosis {
  const findings: Finding[] = [{ area: 'program', name: 'gstreamer', state: 'ok', detail: version }];
  for (const [name, needed] of Object.entries(PACKAGES)) {
    const missing = needed.filter((element) => !elements.has(element));
    if (missing.length === 0) continue;
    const remedy = `sudo apt-get install ${name}`;
    findings.push({ area: 'program', name, state: 'missing', detail: `no ${missing.join(', ')}`, remedy });
  }
  const hasAll = (needed: readonly string[]): boolean => needed.every((element) => elements.has(element));
  return { canSend: hasAll(SENDING), canReceive: hasAll(RECEIVING), findings };
}

/** From lines such as `x264:  x264enc: x264 H.264 Encoder`. */
export function elementsIn(list: string): ReadonlySet<string> {
  return new Set(Array.from(list.matchAll(/^\S+: {2}([^\s:]+):/gm), (match) => match[1]!));
}
