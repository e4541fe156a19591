/** One RTP stream as a description tells it: all that a receiver must know before the first packet (RFC 8866 §5.14). */

import type { FormatParameters } from '../payloaders/format-parameters.js';
import type { Bandwidth } from './bandwidth.js';
import type { Connection } from './connection.js';

/** The RTP profiles that are read; what is encrypted is described too, whoever holds the keys. */
export const RTP_PROFILES = [
  'RTP/AVP',
  'RTP/AVPF',
  'RTP/SAVP',
  'RTP/SAVPF',
  'UDP/TLS/RTP/SAVP',
  'UDP/TLS/RTP/SAVPF',
] as const;

/** RFC 3551, RFC 4585, RFC 3711, RFC 5124 and, over DTLS, RFC 5764. */
export type RtpProfile = (typeof RTP_PROFILES)[number];

export const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

/** Who sends, seen from the side that wrote the description (RFC 8866 §6.7). */
export type Direction = (typeof DIRECTIONS)[number];

/** One payload type of a stream. */
export interface FormatDescription {
  /** 0 to 127. */
  readonly payloadType: number;
  /** As written; encoding names are compared without regard to case (RFC 8866 §6.6). */
  readonly encodingName: string;
  /** Ticks per second, 1 to 2^32 − 1. */
  readonly clockRate: number;
  /** Audio channels where they are written down; audio without them has one. */
  readonly channels: number | undefined;
  /** The `a=fmtp` parameters; a parameter without a value has the value ''. */
  readonly formatParameters: FormatParameters;
  /** RTCP feedback this payload type may ask for, such as `nack` or `nack pli`, and `trr-int 1000` (RFC 4585 §4.2). */
  readonly rtcpFeedback: readonly string[];
}

/** Where RTCP goes when it is not the next port (RFC 3605). */
export interface RtcpAddress {
  readonly port: number;
  /** `undefined`: the same address as RTP. */
  readonly address: string | undefined;
}

/** `a=extmap` (RFC 8285 §5). */
export interface HeaderExtensionMapping {
  /** 1 to 4351: up to 14 fits the one-byte form, up to 255 the two-byte form, from 4096 it is only an offer. */
  readonly id: number;
  readonly uri: string;
  readonly direction: Direction | undefined;
  /** Whatever follows the URI, or ''. */
  readonly attributes: string;
}

/** A synchronization source that is announced by name (RFC 5576). */
export interface DescribedSource {
  /** 32 bits. */
  readonly ssrc: number;
  readonly cname: string | undefined;
  /** The other attributes of the source as written, such as `msid:stream track`. */
  readonly attributes: readonly string[];
}

/** Synchronization sources that belong together (RFC 5576 §4.2). */
export interface SourceGroup {
  /** `FID`: the second source sends lost packets of the first again (RFC 4588 §8.6); `FEC-FR` and others as registered. */
  readonly semantics: string;
  /** 32 bits each. */
  readonly ssrcs: readonly number[];
}

/** Whose packets a multicast receiver takes (RFC 4570). */
export interface SourceFilter {
  readonly mode: 'incl' | 'excl';
  readonly addressType: 'IP4' | 'IP6' | '*';
  /** The destination the filter is for; `*` is every one. */
  readonly destination: string;
  readonly sources: readonly string[];
}

export interface StreamDescription {
  /** `video`, `audio` or another type of RFC 8866 §8.2.1. */
  readonly mediaType: string;
  /** The RTP port, 0 to 65535; 0 where it is negotiated elsewhere, as in RTSP and in caps. */
  readonly port: number;
  /** How many RTP/RTCP port pairs follow one another; almost always 1. */
  readonly portCount: number;
  readonly profile: RtpProfile;
  /** In order of preference. */
  readonly formats: readonly FormatDescription[];
  readonly direction: Direction;
  /** The stream's own `c=` line or else that of the session. */
  readonly connection: Connection | undefined;
  readonly sourceFilters: readonly SourceFilter[];
  readonly bandwidth: Bandwidth;
  readonly rtcp: RtcpAddress | undefined;
  /** RTP and RTCP share one port (RFC 5761). */
  readonly rtcpMux: boolean;
  /** RTCP packets need not be compound (RFC 5506). */
  readonly rtcpReducedSize: boolean;
  /** Extended reports that are asked for, as written: `rcvr-rtt=all`, `stat-summary=loss,jitt`, … (RFC 3611 §5.1). */
  readonly rtcpExtendedReports: readonly string[];
  readonly headerExtensions: readonly HeaderExtensionMapping[];
  readonly sources: readonly DescribedSource[];
  readonly sourceGroups: readonly SourceGroup[];
  /** The name of the stream within its session (RFC 5888). */
  readonly mid: string | undefined;
  /** The first RTP timestamp and sequence number; only GStreamer's caps tell them. */
  readonly timestampOffset: number | undefined;
  readonly sequenceNumberOffset: number | undefined;
  /** Lines that are none of the above, such as `a=framerate:25`, in order and without line ends. */
  readonly otherLines: readonly string[];
}
