/** One RTP session (RFC 3550) as a value machine: datagrams, frames and time go in; datagrams, frames and events come out. */

import type { NtpTimestamp } from '../clock/ntp-timestamp.js';
import { RtpkitError, outOfRange, requireInteger, wrongType, type Reject } from '../errors.js';
import { requireLatency } from '../jitter/latency.js';
import { playoutOf } from '../jitter/playout-options.js';
import { isRtcp } from '../rtp/demultiplex.js';
import type { Address } from './address.js';
import { CongestionFeedback } from './congestion/congestion-feedback.js';
import { giveFeedback, type ApplicationFeedback } from './feedback/application-feedback.js';
import { FeedbackReceiver } from './feedback/feedback-receiver.js';
import { headerExtensionIds, type HeaderExtensionIds } from './header-extension-ids.js';
import type { IncomingStream } from './incoming/incoming-stream.js';
import { RtpReceiver } from './incoming/rtp-receiver.js';
import { LipSync } from './lip-sync/lip-sync.js';
import { OutgoingStream } from './outgoing/outgoing-stream.js';
import { OutputQueue } from './output-queue.js';
import { CollisionResolver } from './participants/collision-resolver.js';
import { OwnDescription, requireText } from './participants/own-description.js';
import { OwnSources } from './participants/own-sources.js';
import type { Participant } from './participants/participant.js';
import { SourceTable } from './participants/source-table.js';
import { requirePayloadType } from './payload-type.js';
import { ReasonCounts } from './reason-counts.js';
import { indexFormats } from './receive-formats.js';
import type { LearntAddressAllowance } from './reports/learnt-address-allowance.js';
import { rtcpHosts } from './reports/rtcp-destination.js';
import { RtcpReceiver } from './reports/rtcp-receiver.js';
import { RtcpReporter } from './reports/rtcp-reporter.js';
import { requireSendRetransmission } from './retransmission/require-retransmission.js';
import { RetransmissionReceiver } from './retransmission/retransmission-receiver.js';
import type { OutgoingStreamOptions, SessionOptions } from './session-options.js';
import type { Channel, SessionOutput } from './session-output.js';
import { sessionSettings, type SessionSettings } from './session-settings.js';
import type { SessionStatistics } from './session-statistics.js';

/**
 * Any number of streams each way under one CNAME and one RTCP schedule. After every call that takes `now`, take all that
 * `poll()` has, and come back with `handleTimeout` at `nextTimeout()`; not after a datagram of which `handleDatagram` says false. `now` is milliseconds of a clock that does not go back,
 * any origin. Datagrams are kept as views and must not change. What the network sends never throws.
 */
export class Session {
  readonly #settings: SessionSettings;
  readonly #mux: boolean;
  readonly #extensions: HeaderExtensionIds;
  readonly #outputs = new OutputQueue();
  readonly #own: OwnSources;
  readonly #sources: SourceTable;
  readonly #congestion: CongestionFeedback;
  readonly #feedbackReceiver: FeedbackReceiver;
  readonly #rtpReceiver: RtpReceiver;
  readonly #rtcpReceiver: RtcpReceiver;
  readonly #rtcpReporter: RtcpReporter;
  readonly #allowance: LearntAddressAllowance;
  readonly #rejects = new ReasonCounts();
  readonly #unexpectedPayloadTypes = new ReasonCounts();
  #datagramsReceived = 0;
  #rtcpPacketsReceived = 0;
  #closed = false;

  /**
   * @throws TypeError for an option of the wrong type
   * @throws RangeError for an option out of range
   */
  constructor(now: number, options: SessionOptions) {
    const settings = sessionSettings(options);
    const { cname, mtu, rtcp, remote, maxSources, maxMembers, randomUint32 } = settings;
    const description = new OwnDescription(cname, settings.sourceDescription);
    const playout = playoutOf(settings, {});
    this.#settings = settings;
    this.#mux = rtcp.mux === true;
    const formats = indexFormats(settings.receive, this.#mux, playout);
    this.#extensions = headerExtensionIds(settings.headerExtensions);
    this.#own = new OwnSources(randomUint32, (ssrc) => this.#sources.get(ssrc) !== undefined);
    const onForgotten = (ssrc: number): void => this.#own.forgetReceiver(ssrc);
    this.#sources = new SourceTable({ maxSources, maxMembers, rtcpHosts: rtcpHosts(rtcp), onForgotten });
    // Written out, here and below: V8 gives an object that another is spread into a hidden class of its own in every session,
    // and then each look at it costs a search (0.3 µs per packet with 1000 sessions).
    const parts = {
      sources: this.#sources,
      outgoing: this.outgoing,
      outputs: this.#outputs,
      own: this.#own,
      cname,
      remote,
      mtu,
      description,
      randomUint32,
      options: rtcp,
      formats,
      unexpectedPayloadTypes: this.#unexpectedPayloadTypes,
    };
    this.#rtcpReporter = new RtcpReporter(now, parts);
    const { feedback, referenceTimes, wallClock } = this.#rtcpReporter;
    this.#allowance = this.#rtcpReporter.transmitter.allowance;
    const collisions = new CollisionResolver(parts, this.#rtcpReporter);
    this.#congestion = new CongestionFeedback({
      extensions: this.#extensions,
      wallClock,
      sink: feedback,
      transportWide: settings.receive.some((format) => format.feedback?.includes('transport-cc')),
      early: rtcp.profile === 'AVPF',
    });
    this.#feedbackReceiver = new FeedbackReceiver(parts, feedback, this.#congestion);
    this.#rtcpReceiver = new RtcpReceiver({
      sources: this.#sources,
      outgoing: this.outgoing,
      outputs: this.#outputs,
      own: this.#own,
      collisions,
      feedback: this.#feedbackReceiver,
      reports: feedback,
      referenceTimes,
      reducedSize: rtcp.reducedSize === true,
    });
    this.#rtpReceiver = new RtpReceiver(
      {
        sources: this.#sources,
        outputs: this.#outputs,
        own: this.#own,
        formats,
        collisions,
        lipSync: settings.lipSync === false ? undefined : (settings.lipSync ?? new LipSync()),
        extensions: this.#extensions,
        cnames: settings.cnames,
        congestion: rtcp.profile === 'AVPF' ? this.#congestion : undefined,
        reporter: this.#rtcpReporter,
        retransmissions: new RetransmissionReceiver(parts, collisions),
      },
      playout,
    );
    this.#rtcpReporter.chooseDestination(now);
  }

  /** The streams that are received, by SSRC. */
  get incoming(): ReadonlyMap<number, IncomingStream> {
    return this.#sources.streams;
  }

  /** Everybody else who takes part, and who has left a moment ago; as it is now. */
  get participants(): Iterable<Participant> {
    return this.#sources.values();
  }

  /** The streams that are sent, by SSRC. */
  get outgoing(): ReadonlyMap<number, OutgoingStream> {
    return this.#own.streams;
  }

  /** A snapshot. */
  get statistics(): SessionStatistics {
    return {
      datagramsReceived: this.#datagramsReceived,
      rtcpPacketsReceived: this.#rtcpPacketsReceived,
      rejects: this.#rejects.byReason,
      unexpectedPayloadTypes: this.#unexpectedPayloadTypes.byReason,
      unvalidatedPackets: this.#sources.unvalidatedPackets,
      rtcpPacketsSent: this.#rtcpReporter.transmitter.packetsSent,
      rtcpPacketsWithheld: this.#rtcpReporter.transmitter.packetsWithheld,
      sources: this.#sources.size,
      feedback: {
        dropped: this.#rtcpReporter.feedback.drops.byReason,
        ignored: this.#feedbackReceiver.ignored.byReason,
      },
    };
  }

  /**
   * Says what time it is at `now`; again every few seconds, because hosts suspend and wall clocks step.
   * @throws RangeError when a half of the timestamp is no 32-bit number
   */
  setWallClock(now: number, ntp: NtpTimestamp): void {
    requireInteger('ntp.seconds', ntp.seconds, 0, 0xffff_ffff);
    requireInteger('ntp.fraction', ntp.fraction, 0, 0xffff_ffff);
    this.#rtcpReporter.wallClock.set(now, ntp);
  }

  /**
   * Adds a stream to send. The first one takes over the SSRC under which the session has reported, unless it has its own.
   * @throws TypeError when the session has no `remote`, or the stream's format no clock rate and none is given
   * @throws RangeError for an option out of range, or an SSRC that is in use
   */
  addOutgoing(options: OutgoingStreamOptions): OutgoingStream {
    this.#requireOpen();
    const { mtu, remote: to, randomUint32 } = this.#settings;
    if (to === undefined) throw wrongType('remote', to, 'an address in the options of a session that sends');
    const ssrc = options.ssrc ?? (this.outgoing.size === 0 ? this.#own.receiverSsrc : this.#own.draw());
    requirePayloadType(options.payloadType ?? 96, this.#mux);
    requireSendRetransmission(options, this.#mux, this.#own);
    if (this.outgoing.has(ssrc) || this.#sources.get(ssrc) !== undefined)
      throw outOfRange('ssrc', ssrc, 'one that is not in use');
    const stream = new OutgoingStream(
      { ...options, ssrc },
      {
        mtu,
        randomUint32,
        transmit: (bytes, now) => {
          this.#congestion.depart(now, bytes, options.feedback ?? []);
          this.#rtcpReporter.mediaRate.count(bytes.length);
          this.#outputs.push({ type: 'transmit', channel: 'rtp', bytes, to });
        },
        departed: (now, first) => this.#rtcpReporter.sentRtp(now, first),
        wallClock: this.#rtcpReporter.wallClock,
        extensions: this.#extensions,
      },
    );
    this.#own.streams.set(ssrc, stream);
    return stream;
  }

  /**
   * Changes the latency of all streams that are received, and of those to come whose format has none of its own; of a single
   * one: {@link IncomingStream.setLatency}.
   * @throws RangeError unless `latencyMs` is a finite number of milliseconds from 0
   */
  setLatency(now: number, latencyMs: number): void {
    requireLatency(latencyMs);
    this.#rtpReceiver.playout = { ...this.#rtpReceiver.playout, latencyMs };
    for (const stream of this.incoming.values()) stream.setLatency(now, latencyMs);
  }

  /**
   * Gives the sources of streams that are received feedback which the session cannot know of itself; it leaves when the timing
   * rules of the profile allow. For key frames: {@link IncomingStream.requestKeyFrame}.
   * @returns whether it will: not when a source does not understand it
   * @throws TypeError or RangeError for a packet that cannot be
   */
  giveFeedback(now: number, feedback: ApplicationFeedback): boolean {
    return giveFeedback(now, feedback, { streams: this.#sources.streams, sink: this.#rtcpReporter.feedback });
  }

  /**
   * Takes a datagram that arrived at `now` on one of the pair's sockets.
   * @returns false where there is nothing to poll and {@link nextTimeout} has come no nearer, as after most packets of a stream
   * that waits: to look nevertheless costs 2 µs with 1000 sessions
   */
  handleDatagram(now: number, bytes: Uint8Array, from: Address, channel: Channel): boolean {
    const rtcp = this.#mux ? isRtcp(bytes) : channel === 'rtcp';
    if (this.#closed) {
      if (rtcp) this.#rtcpReporter.overhear(bytes, from.host);
      return true;
    }
    this.#datagramsReceived++;
    const outcome = rtcp ? this.#handleRtcp(now, bytes, from) : this.#rtpReceiver.handle(now, bytes, from);
    this.#allowance.received(bytes.length, from.host);
    if (outcome === 'unhurried') return !this.#outputs.isEmpty;
    if (outcome !== undefined) {
      this.#rejects.count(outcome.reason);
      this.#outputs.push({ type: 'reject', channel, from, reject: outcome });
    }
    return true;
  }

  /** Does what is due at `now`; to be called at {@link nextTimeout}, harmless at any other time. */
  handleTimeout(now: number): void {
    if (!this.#closed) this.#handleStreamTimeouts(now);
    this.#rtcpReporter.handleTimeout(now);
  }

  /**
   * When there will be something to do, in ms of the session's clock; −Infinity at once, Infinity never: of a session that is
   * closed, when its goodbye has been said.
   */
  nextTimeout(): number {
    if (this.#closed) return this.#rtcpReporter.nextTimeout();
    let next = Math.min(this.#rtcpReporter.nextTimeout(), this.#congestion.nextTimeout());
    next = Math.min(next, this.#sources.nextTimeout(this.#rtcpReporter.silenceMs));
    for (const stream of this.outgoing.values()) next = Math.min(next, stream.nextTimeout());
    return next;
  }

  /** What happened next; `undefined` when all has been told. */
  poll(): SessionOutput | undefined {
    return this.#outputs.shift();
  }

  /**
   * Ends the session: sends what payloaders and pacers hold, hands out what jitter buffers hold, and says goodbye when
   * anything was ever sent (RFC 3550 §6.3.7). Afterwards there is only what `poll()` still has; but with 50 participants or more
   * the goodbye has to wait, and needs datagrams and {@link handleTimeout} until {@link nextTimeout} is Infinity.
   * @param reason at most 255 octets of UTF-8
   */
  close(now: number, reason?: string): void {
    if (reason !== undefined) requireText('reason', reason);
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of this.outgoing.values()) stream.close(now);
    this.#sources.close(now);
    this.#rtcpReporter.leave(now, reason);
  }

  #handleStreamTimeouts(now: number): void {
    for (const stream of this.outgoing.values()) stream.handleTimeout(now);
    const fewer = this.#sources.handleTimeout(now, this.#rtcpReporter.silenceMs);
    if (fewer) this.#rtcpReporter.reconsider(now);
    this.#feedbackReceiver.liftLimits(now);
    this.#congestion.handleTimeout(now);
    this.#rtcpReporter.chooseDestination(now);
  }

  #handleRtcp(now: number, bytes: Uint8Array, from: Address): Reject | undefined {
    const reject = this.#rtcpReceiver.handle(now, bytes, from);
    if (reject !== undefined) return reject;
    this.#rtcpPacketsReceived++;
    this.#feedbackReceiver.liftLimits(now);
    this.#rtcpReporter.heard(now, bytes.length, from.host);
    this.#rtcpReporter.chooseDestination(now);
    return undefined;
  }

  #requireOpen(): void {
    if (this.#closed) throw new RtpkitError('ERR_RTPKIT_CLOSED', 'the session is closed, no stream can be added');
  }
}
