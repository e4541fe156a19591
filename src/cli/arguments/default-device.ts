/** Which camera, microphone or loudspeaker is meant when none is named: the first that is there. */

import { diagnoseDevices } from '../../node/index.js';
import type { AudioInput, AudioTarget, VideoInput } from '../../node/index.js';
import { parseAudioOutput } from './output-argument.js';
import { parseAudioSource, parseVideoSource } from './source-argument.js';

/** The first camera of Video4Linux, else the test picture. */
export async function defaultVideoSource(): Promise<VideoInput> {
  return parseVideoSource((await firstDevice(/^v4l2:/)) ?? 'test');
}

/** The default source of PulseAudio, else that of ALSA, else the test tone. */
export async function defaultAudioSource(): Promise<AudioInput> {
  return parseAudioSource((await firstDevice(/^pulse$/, /^alsa$/)) ?? 'test');
}

/** PulseAudio, unless there is only a sound card. */
export async function defaultAudioOutput(): Promise<AudioTarget> {
  return parseAudioOutput((await firstDevice(/^pulse$/, /^alsa$/)) ?? 'pulse');
}

/** Findings have the names by which devices are typed. */
async function firstDevice(...names: readonly RegExp[]): Promise<string | undefined> {
  const found = (await diagnoseDevices()).filter(({ state }) => state === 'ok').map(({ name }) => name);
  for (const name of names) {
    const device = found.find((candidate) => name.test(candidate));
    if (device !== undefined) return device;
  }
  return undefined;
}
