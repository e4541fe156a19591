/** One RTP session on the network: a session, its sockets and its events. Senders and receivers are its faces. */

import { EventEmitter } from 'node:events';
import { RtpkitError } from '../../errors.js';
import type { Address } from '../../session/address.js';
import type { ApplicationFeedback } from '../../session/feedback/application-feedback.js';
import type { NamedHeaderExtension } from '../../session/header-extension-ids.js';
import type { IncomingStream } from '../../session/incoming/incoming-stream.js';
import type { OutgoingStream } from '../../session/outgoing/outgoing-stream.js';
import type { Session } from '../../session/session.js';
import type { OutgoingStreamOptions, ReceiveFormat, RtcpOptions } from '../../session/session-options.js';
import type { UdpSocketPair } from '../sockets/udp-socket-pair.js';
import { monotonicNow } from '../system/system-clock.js';
import type { EndpointEvents } from './endpoint-events.js';
import { SessionRunner } from './session-runner.js';

export interface EndpointParts {
  readonly cname: string;
  readonly remote: Address | undefined;
  readonly rtcp: RtcpOptions;
  readonly headerExtensions: readonly NamedHeaderExtension[];
  readonly receive: readonly ReceiveFormat[];
  readonly signal: AbortSignal | undefined;
}

/** An open endpoint; made by `openEndpoint`. All endpoints of a process share one timer. */
export class Endpoint implements AsyncDisposable {
  readonly events: EventEmitter<EndpointEvents> = new EventEmitter();
  /** For its statistics and streams; to speak to it goes through the endpoint. */
  readonly session: Session;
  readonly sockets: UdpSocketPair;
  /** The canonical name that its reports carry (RFC 3550 §6.5.1). */
  readonly cname: string;
  /** Where RTP goes; `undefined` for who only receives. */
  readonly remote: Address | undefined;
  /** How its RTCP goes, and what the ids of its header extensions stand for: as its session was told. */
  readonly rtcp: RtcpOptions;
  readonly headerExtensions: readonly NamedHeaderExtension[];
  /** The payload types that it receives; none where it only sends. */
  readonly receive: readonly ReceiveFormat[];
  readonly #runner: SessionRunner;
  readonly #signal: AbortSignal | undefined;
  #closing: Promise<void> | undefined;

  constructor(session: Session, sockets: UdpSocketPair, parts: EndpointParts) {
    const { cname, remote, rtcp, headerExtensions, receive, signal } = parts;
    this.session = session;
    this.sockets = sockets;
    this.cname = cname;
    this.remote = remote;
    this.rtcp = rtcp;
    this.headerExtensions = headerExtensions;
    this.receive = receive;
    this.#runner = new SessionRunner(session, sockets, this.events);
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** Local ports, the same for the life of the endpoint; equal where RTP and RTCP share one. */
  get ports(): { readonly rtp: number; readonly rtcp: number } {
    return this.sockets.ports;
  }

  /** Adds a stream to send; its SSRC stays the same until the endpoint closes, or an `ssrc-changed` says that another has it. */
  addStream(options: OutgoingStreamOptions): OutgoingStream {
    return this.session.addOutgoing(options);
  }

  /**
   * Sends one frame of a stream of this endpoint.
   * @param timestampTicks media time in clock-rate ticks; left out, the time of this call
   * @throws RtpkitError `ERR_RTPKIT_CLOSED` after `close`; what the payloader throws about the frame
   */
  async send(stream: OutgoingStream, frame: Uint8Array, timestampTicks?: number): Promise<void> {
    if (this.#closing !== undefined)
      throw new RtpkitError('ERR_RTPKIT_CLOSED', 'The endpoint is closed: open another one');
    stream.send(monotonicNow(), frame, timestampTicks);
    this.#runner.settle();
    await this.sockets.rtp.congestion;
  }

  /**
   * Changes how long packets wait for their elders: those of one stream, or of all and of those to come.
   * @throws RangeError unless `latencyMs` is a finite number of milliseconds from 0
   */
  setLatency(latencyMs: number, stream?: IncomingStream): void {
    if (this.#closing !== undefined) return;
    if (stream === undefined) this.session.setLatency(monotonicNow(), latencyMs);
    else stream.setLatency(monotonicNow(), latencyMs);
    this.#runner.settle();
  }

  /**
   * Asks the source of a stream for a key frame (RFC 4585 §6.3.1, RFC 5104 §4.3.1); the session does so itself after a loss.
   * @returns whether it is asked for: not twice within a round trip, nor where the source understands no such feedback
   */
  requestKeyFrame(stream: IncomingStream): boolean {
    if (this.#closing !== undefined) return false;
    const requested = stream.requestKeyFrame(monotonicNow());
    this.#runner.settle();
    return requested;
  }

  /**
   * Gives feedback that only the application can give: bit rates, lost slices, reference pictures.
   * @returns whether it will be sent: not when a source does not understand it
   * @throws TypeError or RangeError for a packet that cannot be
   */
  giveFeedback(feedback: ApplicationFeedback): boolean {
    if (this.#closing !== undefined) return false;
    const given = this.session.giveFeedback(monotonicNow(), feedback);
    this.#runner.settle();
    return given;
  }

  /**
   * Sends what is held back and BYE, hands out what the jitter buffers hold, then closes the sockets.
   * @param reason at most 255 octets of UTF-8
   * @throws RangeError when the reason is longer; the endpoint is still open then
   */
  async close(reason?: string): Promise<void> {
    this.#closing ??= this.#end(reason);
    await this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #end(reason?: string): Promise<void> {
    const closed = this.#runner.close(reason);
    this.#signal?.removeEventListener('abort', this.#abort);
    this.events.emit('close');
    return closed;
  }

  readonly #abort = (): void => void this.close();
}
