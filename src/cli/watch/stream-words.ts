/** How a stream fares in one line, which has to fit a terminal of 80 columns, and in one event. */

import type { JsonEvent } from '../json-event.js';
import type { StreamRates } from './stream-meter.js';

/** How a stream arrives. */
export interface ArrivalFigures extends StreamRates {
  /** So far; negative when duplicates outnumber losses. */
  readonly packetsLost: number;
  readonly jitterMs: number;
  /** `undefined` while the sender's reports do not tell. */
  readonly roundTripMs: number | undefined;
}

/** How a stream leaves, and how its receiver says it arrives. */
export interface DepartureFigures extends Omit<StreamRates, 'bufferMs'> {
  /** `undefined` while nobody has answered. */
  readonly answer: DepartureAnswer | undefined;
  /** Whether nobody has answered for long. */
  readonly unanswered: boolean;
}

export interface DepartureAnswer {
  /** Of the packets since the answer before, 0 to 1. */
  readonly fractionLost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | undefined;
}

/** `video 30.0 fps   412 kbit/s     0 lost  jitter  0.5  buffer  399  RTT  1.2 ms` */
export function arrivalLine(stream: string, figures: ArrivalFigures): string {
  const { packetsLost, jitterMs, bufferMs, roundTripMs } = figures;
  const lost = `${String(packetsLost).padStart(4)} lost`;
  const buffer = `buffer ${rounded(bufferMs, 0, 4)}`;
  return `${rateWords(stream, figures)} ${lost}  jitter ${rounded(jitterMs, 1, 4)}  ${buffer}  RTT ${rounded(roundTripMs, 1, 4)} ms`;
}

/** `video 30.0 fps   412 kbit/s  0.0 % lost  jitter  0.5  RTT  1.2 ms` */
export function departureLine(stream: string, figures: DepartureFigures): string {
  const { answer, unanswered } = figures;
  if (unanswered) return `${rateWords(stream, figures)}  nobody answers`;
  if (answer === undefined) return `${rateWords(stream, figures)}  no answer yet`;
  const lost = `${rounded(answer.fractionLost * 100, 1, 4)} % lost`;
  const { jitterMs, roundTripMs } = answer;
  return `${rateWords(stream, figures)} ${lost}  jitter ${rounded(jitterMs, 1, 4)}  RTT ${rounded(roundTripMs, 1, 4)} ms`;
}

/** A reading of a stream for programs: numbers as they are, `null` for what is not known. */
export function arrivalEvent(stream: string, { roundTripMs, bufferMs, ...figures }: ArrivalFigures): JsonEvent {
  return {
    event: 'statistics',
    stream,
    ...figures,
    bufferMs: bufferMs ?? null,
    roundTripMs: roundTripMs ?? null,
  };
}

export function departureEvent(stream: string, { answer, unanswered, ...rates }: DepartureFigures): JsonEvent {
  return {
    event: 'statistics',
    stream,
    framesPerSecond: rates.framesPerSecond,
    kilobitsPerSecond: rates.kilobitsPerSecond,
    fractionLost: answer?.fractionLost ?? null,
    jitterMs: answer?.jitterMs ?? null,
    roundTripMs: answer?.roundTripMs ?? null,
    answered: answer !== undefined && !unanswered,
  };
}

function rateWords(stream: string, { framesPerSecond, kilobitsPerSecond }: Omit<StreamRates, 'bufferMs'>): string {
  return `${stream} ${rounded(framesPerSecond, 1, 4)} fps ${rounded(kilobitsPerSecond, 0, 5)} kbit/s`;
}

/** Right-aligned, so that figures stand still while they change. */
function rounded(value: number | undefined, digits: number, width: number): string {
  return (value?.toFixed(digits) ?? '-').padStart(width);
}
