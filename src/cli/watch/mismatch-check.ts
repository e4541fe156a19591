/** Finds what is received and cannot be used: another payload type, another codec, pictures without a beginning. */

import type { Endpoint, IncomingStream } from '../../node/index.js';
import { ssrcText } from './ssrc-text.js';
import type { StreamVoice } from './stream-voice.js';

/** One may be a stray. */
const PACKETS_ENOUGH = 3;

/** Encoders make a key frame every few seconds, whether anybody asks or not. */
const KEY_FRAME_PATIENCE_MS = 5000;

export class MismatchCheck {
  readonly #voice: StreamVoice;
  readonly #endpoint: Endpoint;
  readonly #place: string;
  /** What each was said of, once. */
  readonly #payloadTypes = new Set<string>();
  readonly #ofAnotherCodec = new WeakSet<IncomingStream>();
  readonly #withoutKeyFrames = new WeakSet<IncomingStream>();

  /** @param place where packets are awaited, for the words */
  constructor(voice: StreamVoice, endpoint: Endpoint, place: string) {
    this.#voice = voice;
    this.#endpoint = endpoint;
    this.#place = place;
  }

  /** To be called from time to time. */
  check(now: number): void {
    this.#checkPayloadTypes();
    for (const stream of this.#endpoint.session.incoming.values()) {
      this.#checkCodec(stream);
      this.#checkKeyFrames(now, stream);
    }
  }

  #checkPayloadTypes(): void {
    for (const [payloadType, count] of Object.entries(this.#endpoint.session.statistics.unexpectedPayloadTypes)) {
      if (count < PACKETS_ENOUGH || !isNew(this.#payloadTypes, payloadType)) continue;
      const expected = expectedWords(this.#endpoint);
      const found = `packets of payload type ${payloadType} come on ${this.#place}`;
      const words = `${found}, expected ${expected}: is it another stream, or the other port?`;
      this.#voice.warn('unexpected-payload-type', words, { payloadType: Number(payloadType), expected });
    }
  }

  #checkCodec(stream: IncomingStream): void {
    const { ssrc, payloadType, format, statistics } = stream;
    const { payloadsRefused, framesReceived } = statistics;
    if (payloadsRefused < PACKETS_ENOUGH || framesReceived > 0 || !isNew(this.#ofAnotherCodec, stream)) return;
    const codec = format.encodingName;
    const found = `${payloadsRefused} packets of payload type ${payloadType} do not parse as ${codec}`;
    this.#voice.warn('codec-mismatch', `${found}: is it another codec, or the other port?`, {
      ssrc,
      payloadType,
      codec,
    });
  }

  #checkKeyFrames(now: number, stream: IncomingStream): void {
    const { ssrc, format, startedMs, statistics } = stream;
    if (format.mediaType !== 'video' || now - startedMs < KEY_FRAME_PATIENCE_MS) return;
    const { framesReceived, keyFramesReceived } = statistics;
    if (framesReceived === 0 || keyFramesReceived > 0 || !isNew(this.#withoutKeyFrames, stream)) return;
    const found = `no key frame for 5 s from ${ssrcText(ssrc)}, and no picture without`;
    this.#voice.warn('no-key-frame', `${found}: does the sender make any, is it ${format.encodingName}?`, { ssrc });
  }
}

/** Adds it, unless it is there. */
function isNew<T extends string | object>(
  said: { has(matter: T): boolean; add(matter: T): unknown },
  matter: T,
): boolean {
  if (said.has(matter)) return false;
  said.add(matter);
  return true;
}

/** `96 (H264)`, or `96 to 127 (H264)` where that is so of all. */
function expectedWords({ receive }: Endpoint): string {
  const byCodec = new Map<string, number[]>();
  for (const { format, payloadType } of receive) {
    const payloadTypes = byCodec.get(format.encodingName) ?? [];
    byCodec.set(format.encodingName, [...payloadTypes, payloadType]);
  }
  return [...byCodec].map(([codec, numbers]) => `${rangeWords(numbers)} (${codec})`).join(', ');
}

function rangeWords(numbers: readonly number[]): string {
  return numbers.length > 2 ? `${Math.min(...numbers)} to ${Math.max(...numbers)}` : numbers.join(' or ');
}
