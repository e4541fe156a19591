/** Frames and packets for session tests. */

import { SeededRandom } from '../../src/lab/seeded-random.js';
import type { SenderReport } from '../../src/rtcp/index.js';
import { serializeRtpPacket, type RtpPacketFields } from '../../src/rtp/serialize-rtp-packet.js';
import type { OutgoingStream } from '../../src/session/outgoing/outgoing-stream.js';
import type { SessionOutput } from '../../src/session/session-output.js';
import { hexOf } from '../hex.js';
import type { ToyFrame } from './toy-format.js';
import type { Peer, VirtualLink } from './virtual-link.js';

export const FRAME_MS = 33;
export const FRAME_TICKS: number = FRAME_MS * 90;

/** Sends `count` frames of up to 5000 random octets, one every 33 ms. */
export function sendFrames(link: VirtualLink, outgoing: OutgoingStream, count: number, seed = 7): Uint8Array[] {
  const random = new SeededRandom(seed).uint32;
  const sent: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const frame = Uint8Array.from({ length: 1 + (random() % 5000) }, () => random());
    sent.push(frame);
    link.act((now) => outgoing.send(now, frame));
    link.runTo(link.now + FRAME_MS);
  }
  return sent;
}

/** What a source reports that has sent one packet, and heard nobody. */
export function senderReport(ssrc: number): SenderReport {
  return {
    type: 'sender-report',
    ssrc,
    ntpTimestamp: { seconds: 4_000_000_000, fraction: 0 },
    rtpTimestamp: 0,
    senderPacketCount: 1,
    senderOctetCount: 1,
    reportBlocks: [],
  };
}

/** All outputs of one type. */
export function said<T extends SessionOutput['type']>(peer: Peer, type: T): Extract<SessionOutput, { type: T }>[] {
  return peer.said.flatMap(({ output }) =>
    output.type === type ? [output as Extract<SessionOutput, { type: T }>] : [],
  );
}

/** The received frames as hex, which compares fast and prints short. */
export function receivedFrames(peer: Peer): string[] {
  return said(peer, 'frame').map(({ frame }) => hexOf((frame as ToyFrame).bytes));
}

/** A packet that is a whole toy frame of one octet. */
export function toyPacket(fields: Partial<RtpPacketFields> & { sequenceNumber: number }): Uint8Array {
  return serializeRtpPacket({
    payloadType: 96,
    marker: true,
    timestamp: fields.sequenceNumber * FRAME_TICKS,
    ssrc: 0x1234_5678,
    payload: Uint8Array.of(1, fields.sequenceNumber),
    ...fields,
  });
}
