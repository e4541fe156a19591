/** Which cameras, sound cards, sound servers and screens there are. */

import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { isInstalled } from '../backends/choose-backend.js';
import { defined } from '../defined.js';
import type { Finding } from './finding.js';
import { programOutput } from './program-output.js';

const FIRST_X_PORT = 6000;
const LAST_PORT = 65_535;
const DISPLAY_TIMEOUT_MS = 2000;

export async function diagnoseDevices(): Promise<Finding[]> {
  return [
    ...diagnoseCameras(),
    fireWire(),
    diagnoseSoundCards(),
    await diagnosePulseAudio(),
    await diagnoseDisplay(process.env['DISPLAY']),
  ];
}

export function diagnoseCameras(): Finding[] {
  const devices = entriesOf('/dev').filter((name) => /^video\d+$/.test(name));
  if (devices.length === 0) {
    return [{ area: 'device', name: 'v4l2', state: 'none', detail: 'no camera at /dev/video0 and up' }];
  }
  return devices.toSorted().map((name) => {
    const label = textOf(`/sys/class/video4linux/${name}/name`)?.trim() ?? 'of unknown name';
    return { area: 'device', name: `v4l2:/dev/${name}`, state: 'ok', detail: label };
  });
}

/** The host's own node is among them: a camera is a second one. */
export function fireWire(devices: readonly string[] = entriesOf('/dev')): Finding {
  const nodes = devices.filter((name) => /^fw\d+$/.test(name));
  const found = nodes.length > 1;
  const detail = found ? nodes.map((name) => `/dev/${name}`).join(', ') : 'no camera on FireWire';
  return { area: 'device', name: 'dv', state: found ? 'ok' : 'none', detail };
}

export function diagnoseSoundCards(): Finding {
  const cards = soundCardsIn(textOf('/proc/asound/cards') ?? '');
  const detail = cards.length === 0 ? 'no sound card' : cards.join('; ');
  return { area: 'device', name: 'alsa', state: cards.length === 0 ? 'none' : 'ok', detail };
}

/** From lines such as ` 1 [Device         ]: USB-Audio - USB Audio Device`. */
export function soundCardsIn(text: string): string[] {
  return Array.from(text.matchAll(/^ *(\d+) \[[^\]]*\]: (.+)$/gm), ([, card, name]) => `plughw:${card} ${name}`);
}

/** The server starts with the first who asks, so that asking tells more than looking for it. */
export async function diagnosePulseAudio(): Promise<Finding> {
  const sources = await programOutput('pactl', ['list', 'short', 'sources']);
  if (sources === undefined) {
    const detail = isInstalled('pactl') ? 'no sound server answers: is it running?' : 'pactl is not installed';
    const remedy = isInstalled('pactl') ? undefined : 'sudo apt-get install pulseaudio pulseaudio-utils';
    return { area: 'device', name: 'pulse', state: 'missing', detail, ...defined({ remedy }) };
  }
  const names = pulseSourcesIn(sources);
  const detail = names.length === 0 ? 'reachable, without a source' : names.join(', ');
  return { area: 'device', name: 'pulse', state: 'ok', detail };
}

/** The second of the fields that tabs part. */
export function pulseSourcesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => line.split('\t')[1] ?? []);
}

/** @param name as in the variable `DISPLAY` */
export async function diagnoseDisplay(name: string | undefined): Promise<Finding> {
  const finding = { area: 'device', name: 'window' } as const;
  if (name === undefined || name === '') {
    return { ...finding, state: 'none', detail: 'DISPLAY is not set: there is no screen' };
  }
  const place = displayPlace(name);
  if (place !== undefined && (await answers(place))) return { ...finding, state: 'ok', detail: `X server ${name}` };
  const detail = `no X server answers at ${JSON.stringify(name)}`;
  return { ...finding, state: 'missing', detail, remedy: 'export DISPLAY=:0' };
}

/** `host:display.screen`; without a host a socket in the file system. */
export function displayPlace(name: string): { path: string } | { host: string; port: number } | undefined {
  const match = /^(?:unix)?([^:/]*):(\d+)(?:\.\d+)?$/.exec(name);
  if (match === null) return undefined;
  const [, host, number] = match;
  if (host === '') return { path: `/tmp/.X11-unix/X${number}` };
  const port = FIRST_X_PORT + Number(number);
  return port > LAST_PORT ? undefined : { host: host!, port };
}

async function answers(place: { path: string } | { host: string; port: number }): Promise<boolean> {
  if ('path' in place && isAbstract(place.path)) return true;
  const socket = connect(place);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(DISPLAY_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Whether a program listens there outside the file system, where Xlib looks first on Linux and `connect` cannot. */
function isAbstract(path: string): boolean {
  return textOf('/proc/net/unix')?.includes(` @${path}\n`) === true;
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
