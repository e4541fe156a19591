/** Senders restarted under another SSRC: which new source goes on where an old one has stopped. */

import type { Heritage } from '../incoming/heritage.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';
import type { Source } from './source.js';

/** A source is silent when it has missed so many packets, and for no less than this. */
const MISSED_PACKETS = 3;
const LEAST_SILENCE_MS = 100;
/** A source on another host is believed to be its successor after so much: anybody can give himself its name. */
const LEAST_SILENCE_ELSEWHERE_MS = 1000;
/** How long, and how many, sources are remembered that left before their successor came. */
const REMEMBERED_MS = 600_000;
const MAX_REMEMBERED = 32;
const NOBODY: readonly Source[] = [];

/** What has to be alike in a source and its successor. */
interface Identity {
  readonly payloadType: number;
  readonly cname: string | undefined;
  readonly host: string | undefined;
}

interface Departed extends Identity {
  readonly heritage: Heritage;
  readonly atMs: number;
}

/**
 * A source succeeds an older one of the same media payload type, and of the same CNAME or host, when that one has left, or has
 * been silent for max(3 packet spacings, 100 ms) since the first packet of the new one. An old one that goes on beside the new
 * one for that long is another sender: both live. On another host it takes a second at least. The port of the address does not
 * count, because a restarted sender has another.
 */
export class Succession {
  /** Sources that may still turn out to be successors. */
  readonly #newcomers = new Set<Source>();
  /** When a source will have been silent for long enough, if none is heard before; NaN when that has to be found out anew. */
  #silentMs = Number.NaN;
  /** When it is time to see whether newcomers still may succeed anybody. */
  #reviewMs = -Infinity;
  #departed: Departed[] = [];

  /** A source has a stream from now on. */
  begin(now: number, source: Source, stream: StreamReceiver): void {
    const identity = identify(source, stream);
    this.#departed = this.#departed.filter(({ atMs }) => now - atMs < REMEMBERED_MS);
    const index = this.#departed.findLastIndex(
      (former) => former.heritage.ssrc === stream.ssrc || isSame(former, identity),
    );
    const [former] = index === -1 ? [] : this.#departed.splice(index, 1);
    if (former === undefined) this.#await(source);
    else stream.succeed(now, former.heritage);
    this.reconsider();
  }

  /** Sources may have turned out to be the same. */
  reconsider(): void {
    this.#silentMs = Number.NaN;
  }

  /**
   * A source may have played all that it had.
   * @returns whether that may matter to anybody
   */
  played(source: Source): boolean {
    if (this.#newcomers.size === 0) return false;
    this.#silentMs = Math.min(this.#silentMs, this.#silentFromMs(source));
    return true;
  }

  /** The stream of a source has ended; its successor may be there already, or come later. */
  leave(now: number, source: Source, stream: StreamReceiver): void {
    this.#newcomers.delete(source);
    for (const newcomer of this.#newcomers) {
      if (!maySucceed(newcomer, source) || !areSame(newcomer, source)) continue;
      this.#newcomers.delete(newcomer);
      newcomer.stream!.succeed(now, stream.heritage);
      return;
    }
    this.#departed.push({ ...identify(source, stream), heritage: stream.heritage, atMs: now });
    if (this.#departed.length > MAX_REMEMBERED) this.#departed.shift();
  }

  /** The sources whose silence has lasted, and which have nothing left to play: they are to be ended. */
  silenced(now: number, sources: ReadonlyMap<number, Source>): readonly Source[] {
    if (this.#newcomers.size === 0 || now < Math.min(this.nextTimeout(sources), this.#reviewMs)) return NOBODY;
    this.#reviewMs = now + LEAST_SILENCE_MS;
    this.reconsider();
    const all = [...sources.values()].filter(({ stream }) => stream?.ended === false);
    const silenced = all.filter((source) => this.#silentFromMs(source) <= now);
    for (const newcomer of this.#newcomers) {
      if (!all.some((source) => maySucceed(newcomer, source))) this.#newcomers.delete(newcomer);
    }
    return silenced;
  }

  /** When {@link silenced} will next have something to say; not looked for with every packet, which 1000 sources would feel. */
  nextTimeout(sources: ReadonlyMap<number, Source>): number {
    if (this.#newcomers.size === 0) return Infinity;
    if (Number.isNaN(this.#silentMs)) {
      this.#silentMs = Infinity;
      for (const source of sources.values()) this.played(source);
    }
    return this.#silentMs;
  }

  /** Where more than some begin at once, nobody can tell who succeeds whom; and 1000 times 1000 comparisons take too long. */
  #await(newcomer: Source): void {
    this.#newcomers.add(newcomer);
    if (this.#newcomers.size <= MAX_REMEMBERED) return;
    for (const oldest of this.#newcomers) {
      this.#newcomers.delete(oldest);
      return;
    }
  }

  /** When a source counts as silent beside its successor; Infinity while it has none, or has something to play. */
  #silentFromMs(source: Source): number {
    let fromMs = Infinity;
    const { stream, lastRtpMs } = source;
    if (stream === undefined || stream.ended || stream.nextTimeout() !== Infinity) return fromMs;
    for (const newcomer of this.#newcomers) {
      if (!maySucceed(newcomer, source) || !areSame(newcomer, source)) continue;
      const elsewhere = newcomer.rtpAddress?.host !== source.rtpAddress?.host;
      const silenceMs = Math.max(patienceMs(stream), elsewhere ? LEAST_SILENCE_ELSEWHERE_MS : 0);
      fromMs = Math.min(fromMs, Math.max(newcomer.stream!.startedMs, lastRtpMs) + silenceMs);
    }
    return fromMs;
  }
}

/** Whether the one began after the other, which has hardly been heard since. */
function maySucceed({ stream: younger }: Source, { stream: elder, lastRtpMs }: Source): boolean {
  if (younger === undefined || elder === undefined) return false;
  if (elder.payloadType !== younger.payloadType || elder.startedMs >= younger.startedMs) return false;
  return lastRtpMs <= younger.startedMs + patienceMs(elder);
}

function patienceMs({ frameSpacingMs }: StreamReceiver): number {
  return Math.max(MISSED_PACKETS * frameSpacingMs, LEAST_SILENCE_MS);
}

function identify({ items, rtpAddress }: Source, { payloadType }: StreamReceiver): Identity {
  return { payloadType, cname: items.get('CNAME'), host: rtpAddress?.host };
}

function areSame(a: Source, b: Source): boolean {
  return isSame(identify(a, a.stream!), identify(b, b.stream!));
}

function isSame(a: Identity, b: Identity): boolean {
  if (a.payloadType !== b.payloadType) return false;
  return (a.cname !== undefined && a.cname === b.cname) || (a.host !== undefined && a.host === b.host);
}
