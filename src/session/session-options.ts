/** What a session is told at birth; everything has a default but the CNAME and the randomness. */

import type { PlayoutOptions } from '../jitter/playout-options.js';
import type { FormatParameters } from '../payloaders/format-parameters.js';
import type { PayloadFormat } from '../payloaders/payload-format.js';
import type { Address } from './address.js';
import type { FeedbackMessage } from './feedback/feedback-message.js';
import type { NamedHeaderExtension } from './header-extension-ids.js';
import type { RecoveryOptions } from './incoming/recovery.js';
import type { LipSync } from './lip-sync/lip-sync.js';
import type { SourceDescriptionTexts } from './participants/own-description.js';
import type {
  PlainResendOptions,
  ReceiveRetransmission,
  RetransmissionStreamOptions,
} from './retransmission/retransmission-options.js';

/** The playout options hold for every stream whose format does not have its own. */
export interface SessionOptions extends PlayoutOptions {
  /** The canonical name, the same in all sessions whose streams belong together (RFC 3550 §6.5.1, RFC 7022). */
  readonly cname: string;
  /** What else to tell of ourselves, one item with every third report (RFC 3550 §6.3.9); default nothing. */
  readonly sourceDescription?: SourceDescriptionTexts;
  /** Uniform 32-bit unsigned numbers: SSRCs, first sequence numbers and timestamps, RTCP intervals. */
  readonly randomUint32: () => number;
  /** The UDP payload in octets, RTP header included; default 1400, as in GStreamer. */
  readonly mtu?: number;
  /** Where RTP goes; a session that only receives needs none. */
  readonly remote?: Address;
  readonly rtcp?: RtcpOptions;
  /** What may be received; packets of any other payload type are counted and dropped. */
  readonly receive?: readonly ReceiveFormat[];
  /**
   * Aligns the streams of one CNAME; share one among sessions that run on one clock. Left out, the session has its own for its
   * own streams; `false`: none is aligned with any other.
   */
  readonly lipSync?: LipSync | false;
  /**
   * What the ids of header extensions stand for (`a=extmap`). Those that are known are written on what is sent and read on
   * what is received: ntp-64 (RFC 6051), for lip sync from the first frame on, and the transport-wide sequence number.
   */
  readonly headerExtensions?: readonly NamedHeaderExtension[];
  /** The CNAMEs of sources by SSRC, as far as a description tells them (`a=ssrc`, RFC 5576 §6.1), until they name themselves. */
  readonly cnames?: ReadonlyMap<number, string>;
  /** The most sources that send media at one time, and again as many on probation; default 32. */
  readonly maxSources?: number;
  /**
   * The most participants remembered that send none; they count for the RTCP interval (RFC 3550 §6.2.1) and cost 800 octets
   * each. When there are more, the one not heard for longest makes room; default 4096.
   */
  readonly maxMembers?: number;
}

export interface RtcpOptions {
  /** RTP and RTCP share one port (RFC 5761); default false. */
  readonly mux?: boolean;
  /** Where RTCP goes when the caller knows it; wins over everything learnt. */
  readonly remote?: Partial<Address>;
  /** `a=rtcp` of the peer's description (RFC 3605); second to `remote`. */
  readonly described?: Partial<Address>;
  /**
   * `adjacent`: RTCP on the RTP port + 1 both ways (RFC 3550 §11). `original`: the sender hears RTCP on its RTP
   * destination port + 2, as in the scripts this library replaces (10000, 10001, 10002). Default `adjacent`.
   */
  readonly layout?: 'adjacent' | 'original';
  /** Our own RTP port; a receiver in the `original` layout sends its RTCP to this + 2. */
  readonly localRtpPort?: number;
  /**
   * The session bandwidth in bit/s, of which RTCP takes 5 % (RFC 3550 §6.2). Default: what all streams, sent and received, take as
   * measured over two seconds, and 64 000 at least; as in GStreamer.
   */
  readonly bandwidth?: number;
  /**
   * RTCP's bandwidth in bit/s for participants that send, `b=RS`, and that do not, `b=RR`; 0: these send none (RFC 3556 §2).
   * Default 5 % as above, or what the other leaves of it.
   */
  readonly senderBandwidth?: number;
  readonly receiverBandwidth?: number;
  /** Use 360 / bandwidth in kbit/s seconds as the minimum interval instead of 5 s, in multicast while we send (RFC 3550 §6.2). */
  readonly reducedMinimum?: boolean;
  /** `AVPF`: feedback may leave before the next report is due (RFC 4585); default `AVP`. */
  readonly profile?: 'AVP' | 'AVPF';
  /** Feedback may leave without a report before it (RFC 5506, `a=rtcp-rsize`); default false; needs the profile AVPF. */
  readonly reducedSize?: boolean;
  /**
   * The least time between two regular reports in AVPF, `trr-int` in milliseconds (RFC 4585 §3.4); default 5000, GStreamer's
   * `rtcp-min-interval`, but the first of a stream, and the first answer to its sender, do not wait for it. 0: as many as the
   * bandwidth allows.
   */
  readonly regularIntervalMs?: number;
  /**
   * Ask the source of a stream that begins without a sender report for one (RFC 6051 §3.2); default false, because a sender of
   * GStreamer 1.22 that is asked stands still for ever; needs the profile AVPF.
   */
  readonly rapidResynchronization?: boolean;
  /**
   * Tells the round trip to who sends nothing (RFC 3611, `a=rtcp-xr:rcvr-rtt`): while we send no media our reports carry our
   * clock, and while we do they answer those of others; default false.
   */
  readonly extendedReports?: boolean;
}

/** The playout options given here win over the session's. */
export interface ReceiveFormat extends RecoveryOptions, PlayoutOptions {
  /** 0 to 127. */
  readonly payloadType: number;
  readonly format: PayloadFormat;
  /** Ticks per second of the description; left out, the format's own, or what the stream itself tells. */
  readonly clockRate?: number;
  /** The `a=fmtp` parameters of the description. */
  readonly parameters?: FormatParameters;
  /** Options of the format's depayloader. */
  readonly options?: object;
  /** What feedback the sender of the stream understands (`a=rtcp-fb`); default none. */
  readonly feedback?: readonly FeedbackMessage[];
  /** How lost packets come again when they are asked for (`nack` among the feedback); left out, under their own SSRC. */
  readonly retransmission?: ReceiveRetransmission;
  /** Presented by so much later than the other streams of its CNAME, negative: earlier; ±3000 ms, default 0. */
  readonly syncOffsetMs?: number;
}

export interface OutgoingStreamOptions {
  readonly format: PayloadFormat;
  /** 0 to 127; default 96. */
  readonly payloadType?: number;
  /** Ticks per second; needed where the format has none of its own. */
  readonly clockRate?: number;
  /** Options of the format's payloader. */
  readonly options?: object;
  /** Default: drawn at random (RFC 3550 §8.1), like the two below (§5.1). */
  readonly ssrc?: number;
  readonly sequenceNumber?: number;
  readonly timestampOffset?: number;
  /** What feedback its receivers may send (`a=rtcp-fb`), and is acted on; default none. */
  readonly feedback?: readonly FeedbackMessage[];
  /** Sends packets again that receivers ask for (`nack` among the feedback); left out, none. */
  readonly retransmission?: RetransmissionStreamOptions | PlainResendOptions;
  /** The packets of one frame leave over this many milliseconds; default 0, all at once. */
  readonly paceMs?: number;
  /**
   * How long before its `send` a frame was captured, in milliseconds, 0 to 60 000; default 0. Sender reports say of media when it
   * was captured, so that streams of one CNAME are presented as they were seen and heard, however long each took to encode.
   */
  readonly captureDelayMs?: number;
}
