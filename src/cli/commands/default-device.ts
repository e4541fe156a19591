/** Which camera, microphone or loudspeaker is meant when none is named: the first that is there. */

import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { AudioDevice, AudioOutput, VideoDevice } from '../../node/index.js';

/** A sound server on this host answers at once, or never. */
const ANSWER_MS = 1000;

/** The camera of Video4Linux with the lowest number, else the test picture. */
export function defaultVideoDevice(): VideoDevice {
  const [camera] = cameras();
  return camera === undefined ? { kind: 'test' } : { kind: 'v4l2', device: camera };
}

/** The default source of PulseAudio, else that of ALSA, else the test tone. */
export async function defaultAudioDevice(): Promise<AudioDevice> {
  if (await pulseAnswers()) return { kind: 'pulse' };
  return hasSoundCard() ? { kind: 'alsa', device: 'default' } : { kind: 'test' };
}

/** PulseAudio, unless there is only a sound card. */
export async function defaultAudioOutput(): Promise<AudioOutput> {
  return hasSoundCard() && !(await pulseAnswers()) ? { kind: 'alsa' } : { kind: 'pulse' };
}

function cameras(): string[] {
  const numbers = readdirSync('/dev').flatMap((name) => /^video(\d+)$/.exec(name)?.[1] ?? []);
  return numbers.toSorted((a, b) => Number(a) - Number(b)).map((number) => `/dev/video${number}`);
}

/** ALSA lists its cards there; a line that begins with a number is one. */
function hasSoundCard(): boolean {
  try {
    return /^\s*\d+ \[/m.test(readFileSync('/proc/asound/cards', 'latin1'));
  } catch {
    return false;
  }
}

/** Whether a sound server listens at its socket; one on another host, named by hand, is taken at its word. */
async function pulseAnswers(): Promise<boolean> {
  const { PULSE_SERVER: server = '', PULSE_RUNTIME_PATH: runtime, XDG_RUNTIME_DIR: user } = process.env;
  const named = /(?:^|\s|\})(?:unix:)?(\/\S+)/.exec(server)?.[1];
  if (server !== '' && named === undefined) return true;
  const directory = runtime ?? (user === undefined ? undefined : join(user, 'pulse'));
  const path = named ?? (directory === undefined ? undefined : join(directory, 'native'));
  return path !== undefined && (await canConnect(path));
}

async function canConnect(path: string): Promise<boolean> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
