/** Whether retransmission streams can be told from all others, by what the caller says of them (RFC 4588 §8.6, RFC 5761 §4). */

import { outOfRange, requireInteger } from '../../errors.js';
import type { PayloadFormat } from '../../payloaders/payload-format.js';
import { requirePayloadType } from '../payload-type.js';
import type { OutgoingStreamOptions, ReceiveFormat } from '../session-options.js';

/**
 * Several payload types of one format may share that of their retransmissions: what is received without a description has them.
 * @param mux whether RTP and RTCP share a port
 * @throws RangeError for a number out of range, a payload type that stands for another format already
 */
export function requireReceiveRetransmissions(formats: readonly ReceiveFormat[], mux: boolean): void {
  const media = new Set(formats.map(({ payloadType }) => payloadType));
  const repeated = new Map<number, PayloadFormat>();
  for (const { retransmission, format } of formats) {
    if (retransmission === undefined) continue;
    const { payloadType, timeMs = 1, flows = [] } = retransmission;
    requirePayloadType(payloadType, mux);
    const known = repeated.get(payloadType) ?? format;
    if (media.has(payloadType) || known !== format)
      throw outOfRange('retransmission.payloadType', payloadType, 'each payload type once');
    repeated.set(payloadType, format);
    requireInteger('retransmission.timeMs', timeMs, 1, 0xffff_ffff);
    for (const { ssrc, retransmissionSsrc } of flows) {
      requireInteger('retransmission.flows.ssrc', ssrc, 0, 0xffff_ffff);
      requireInteger('retransmission.flows.retransmissionSsrc', retransmissionSsrc, 0, 0xffff_ffff);
    }
  }
}

/**
 * @param own our SSRCs
 * @throws RangeError for a payload type or an SSRC that is not the retransmission stream's alone
 */
export function requireSendRetransmission(
  { payloadType: original = 96, retransmission }: OutgoingStreamOptions,
  mux: boolean,
  own: { has(ssrc: number): boolean },
): void {
  if (retransmission === undefined || 'plain' in retransmission) return;
  const { payloadType, ssrc } = retransmission;
  requirePayloadType(payloadType, mux);
  if (payloadType === original) throw outOfRange('retransmission.payloadType', payloadType, 'another than the media');
  if (ssrc !== undefined && own.has(ssrc)) throw outOfRange('retransmission.ssrc', ssrc, 'one that is not in use');
}
