/** `rtpkit doctor`: what is installed here, what is missing and how to get it, and which devices there are. */

import { diagnose, type BackendDiagnosis, type Diagnosis, type Finding } from '../../node/index.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import type { JsonEvent } from '../json-event.js';
import { printable } from '../terminal/printable.js';

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok', missing: '!!', none: '--' };

export const doctor: Command = {
  name: 'doctor',
  summary: 'tell which programs and devices there are, and how to get others',
  positionals: [],
  options: [],
  run,
};

async function run(args: Arguments, { console }: Surroundings): Promise<ExitCode> {
  const diagnosis = await diagnose();
  if (args.flag('json')) for (const event of eventsOf(diagnosis)) console.tell(event);
  else process.stdout.write(`${printable(wordsOf(diagnosis).join('\n'))}\n`);
  return diagnosis.works ? 0 : 1;
}

function wordsOf({ findings, backends, works }: Diagnosis): string[] {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(({ state, name, detail }) => `${MARKS[state]}  ${name.padEnd(width)}  ${detail}`);
  const remedies = [...new Set(findings.flatMap(({ remedy }) => remedy ?? []))];
  return [
    ...lines,
    ...(remedies.length === 0 ? [] : ['', 'for what is missing, type:', ...remedies.map((remedy) => `  ${remedy}`)]),
    '',
    ...Object.entries(backends).map(([name, backend]) => `${name}: ${abilityOf(backend)}`),
    works
      ? 'rtpkit can send and receive here'
      : 'rtpkit can send and receive here only what needs no encoder or decoder',
  ];
}

function abilityOf({ canSend, canReceive }: BackendDiagnosis): string {
  if (canSend && canReceive) return 'sends and receives';
  if (canSend) return 'sends, and cannot receive';
  return canReceive ? 'receives, and cannot send' : 'neither sends nor receives';
}

function eventsOf({ findings, backends, works }: Diagnosis): JsonEvent[] {
  return [
    ...findings.map(findingEvent),
    ...Object.entries(backends).map(([name, backend]) => backendEvent(name, backend)),
    { event: 'verdict', works },
  ];
}

function findingEvent({ area, name, state, detail, remedy }: Finding): JsonEvent {
  return { event: 'finding', area, name, state, detail, remedy: remedy ?? null };
}

function backendEvent(name: string, { canSend, canReceive }: BackendDiagnosis): JsonEvent {
  return { event: 'backend', name, canSend, canReceive };
}
