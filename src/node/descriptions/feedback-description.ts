/** What feedback a stream may have and how lost packets come again, between options and description (RFC 4585 §4.2, RFC 4588 §8). */

import { utf8Length } from '../../bytes/utf-8.js';
import { sameEncodingName } from '../../payloaders/registry.js';
import type { FormatDescription, FormatDescriptionParts, StreamDescription } from '../../sdp/index.js';
import { FEEDBACK_MESSAGES } from '../../session/feedback/feedback-message.js';
import type { OutgoingStream } from '../../session/outgoing/outgoing-stream.js';
import { looksLikeRtcp } from '../../session/payload-type.js';
import type { ReceiveRetransmission } from '../../session/retransmission/retransmission-options.js';
import type { ReceiveFormat } from '../../session/session-options.js';
import { defined } from '../defined.js';

/** The encoding name of retransmission streams (RFC 4588 §8.1). */
const RETRANSMISSION = 'rtx';
/** The group of a source and the one that sends its lost packets again (RFC 5576 §4.2, RFC 4588 §8.6). */
const FLOW = 'FID';

export function isRetransmission({ encodingName }: FormatDescription): boolean {
  return sameEncodingName(encodingName, RETRANSMISSION);
}

/** What the description of a stream offers for one of its payload types; messages that are not known are passed over. */
export function feedbackOf(
  stream: StreamDescription,
  { payloadType, rtcpFeedback }: FormatDescription,
): Pick<ReceiveFormat, 'feedback' | 'retransmission'> {
  const feedback = FEEDBACK_MESSAGES.filter((message) => rtcpFeedback.some((kind) => says(kind, message)));
  return defined({
    feedback: feedback.length === 0 ? undefined : feedback,
    retransmission: retransmissionOf(stream, payloadType),
  });
}

/** `ccm tmmbr smaxpr=120` says `ccm tmmbr`, but `nack pli` does not say `nack`. */
function says(kind: string, message: string): boolean {
  return kind === message || (kind.startsWith(`${message} `) && kind.includes('='));
}

function retransmissionOf(stream: StreamDescription, original: number): ReceiveRetransmission | undefined {
  const format = stream.formats.find(
    (candidate) => isRetransmission(candidate) && candidate.formatParameters['apt'] === `${original}`,
  );
  if (format === undefined || (stream.rtcpMux && looksLikeRtcp(format.payloadType))) return undefined;
  const timeMs = Number.parseInt(format.formatParameters['rtx-time'] ?? '', 10);
  const flows = stream.sourceGroups.flatMap(({ semantics, ssrcs: [ssrc, retransmissionSsrc] }) =>
    semantics === FLOW && ssrc !== undefined && retransmissionSsrc !== undefined ? [{ ssrc, retransmissionSsrc }] : [],
  );
  const { payloadType } = format;
  return {
    payloadType,
    ...defined({
      timeMs: timeMs >= 1 && timeMs <= 0xffff_ffff ? timeMs : undefined,
      flows: flows.length === 0 ? undefined : flows,
    }),
  };
}

/** The payload type in which lost packets of the stream are sent again, where they have one of their own. */
export function describeRetransmission({
  payloadType,
  clockRate,
  retransmission,
}: OutgoingStream): FormatDescriptionParts[] {
  if (retransmission === undefined) return [];
  const formatParameters = { apt: `${payloadType}`, 'rtx-time': `${retransmission.timeMs}` };
  return [{ payloadType: retransmission.payloadType, encodingName: RETRANSMISSION, clockRate, formatParameters }];
}

/** The CNAMEs of the sources that are announced; none of RTCP is longer than 255 octets (RFC 3550 §6.5). */
export function namesOfSources({ sources }: StreamDescription): ReadonlyMap<number, string> {
  return new Map(
    sources.flatMap(({ ssrc, cname }) => (cname === undefined || utf8Length(cname) > 255 ? [] : [[ssrc, cname]])),
  );
}

/** The sources of a stream and how they belong together. */
export function describeSources(
  { ssrc, retransmission }: OutgoingStream,
  cname: string,
): Pick<StreamDescription, 'sources' | 'sourceGroups'> {
  const ssrcs = retransmission === undefined ? [ssrc] : [ssrc, retransmission.ssrc];
  return {
    sources: ssrcs.map((source) => ({ ssrc: source, cname, attributes: [] })),
    sourceGroups: ssrcs.length === 1 ? [] : [{ semantics: FLOW, ssrcs }],
  };
}
