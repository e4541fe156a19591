/** Runs `rtpbin_peer.py`: a live GStreamer pipeline whose signals and statistics can be waited for. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('rtpbin_peer.py', import.meta.url));

/** Debian's own python3: another one first in PATH may lack gi. */
const PYTHON = '/usr/bin/python3';

/** The statistics of an RTP source as GStreamer names them. */
export type SourceStats = Readonly<Record<string, number | string | boolean>>;

export interface PeerEvent {
  readonly event: string;
  readonly ssrc?: number;
  readonly checksum?: string;
  readonly message?: string;
  readonly sink?: string;
  readonly sources?: readonly SourceStats[];
  readonly jitterbuffers?: readonly SourceStats[];
  /** What transport-wide feedback has told. */
  readonly transport?: SourceStats;
  /** Of rtprtxsend or rtprtxreceive. */
  readonly retransmission?: readonly SourceStats[];
  /** Of a description, by the names of GStreamer, such as `cname`. */
  readonly items?: Readonly<Record<string, string>>;
  /** Of a goodbye. */
  readonly reason?: string;
  /** Of feedback: payload type and format number, both as in the packet. */
  readonly kind?: readonly [payloadType: number, messageType: number];
  readonly mediaSsrc?: number;
}

export interface RtpbinPeerOptions {
  /** Properties of the RTP session, as GStreamer names them. */
  readonly session?: Readonly<Record<string, number | boolean>>;
  /**
   * The payload type of the retransmission stream by that of the original. The pipeline then has an element `media` that ends
   * in nothing: a payloader, or the udpsrc of RTP.
   */
  readonly retransmission?: Readonly<Record<number, number>>;
}

export class RtpbinPeer implements AsyncDisposable {
  readonly events: PeerEvent[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #errors = '';

  /** @param pipeline a gst-launch description with `rtpbin name=rtpbin` in it */
  constructor(pipeline: string, options: RtpbinPeerOptions = {}) {
    const oneLine = pipeline.replaceAll(/\s+/g, ' ').trim();
    this.#child = spawn(PYTHON, [SCRIPT, oneLine, JSON.stringify(options)]);
    this.#child.stdin.on('error', () => undefined); // EPIPE when the pipeline has died; `waitFor` says why
    this.#child.stderr.on('data', (chunk) => (this.#errors = (this.#errors + String(chunk)).slice(-2000)));
    createInterface(this.#child.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as PeerEvent);
      for (const check of this.#waiting) check();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  /** The first event, past or to come, that fulfils the condition. */
  waitFor(what: string, fulfils: (event: PeerEvent) => boolean, timeoutMs = 15_000): Promise<PeerEvent> {
    return new Promise((resolve, reject) => {
      const settle = (found: PeerEvent | undefined): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        if (found === undefined) reject(this.#disappointment(what));
        else resolve(found);
      };
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const check = (): void => {
        const found = this.events.find(fulfils);
        if (found !== undefined || this.events.at(-1)?.event === 'error') settle(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  #disappointment(what: string): Error {
    const seen = this.events.slice(-3).map((event) => JSON.stringify(event));
    return new Error(`GStreamer showed no ${what}; last seen:\n${seen.join('\n')}\n${this.#errors}`);
  }

  waitForEvent(name: string, timeoutMs?: number): Promise<PeerEvent> {
    return this.waitFor(`event ${name}`, ({ event }) => event === name, timeoutMs);
  }

  /** Waits until the stream has ended in the sink of this name. */
  async waitForEndIn(sink: string, timeoutMs?: number): Promise<void> {
    await this.waitFor(`end of stream in ${sink}`, (event) => event.sink === sink, timeoutMs);
  }

  /** The first statistics of a source that fulfil the condition. */
  async waitForSource(
    what: string,
    fulfils: (source: SourceStats) => boolean,
    timeoutMs?: number,
  ): Promise<SourceStats> {
    const found = await this.waitFor(what, ({ sources }) => sources?.some(fulfils) === true, timeoutMs);
    return found.sources!.find(fulfils)!;
  }

  say(command: 'eos' | 'quit'): void {
    this.#child.stdin.write(`${command}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    this.say('quit');
    await this.#ended;
    clearTimeout(timer);
  }
}
