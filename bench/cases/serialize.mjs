/** RTP serializing (RFC 3550 §5.1): a header and 1188 octets of payload become a packet of its own. */

import assert from 'node:assert/strict';
import * as rtpPacket from 'rtp-packet';
import { RtpPacket as RtpJsPacket } from 'rtp.js/packets';
import { nodeBufferToDataView } from 'rtp.js/utils';
import werift from 'werift-rtp';
import { fasterThan } from '../report.mjs';
import { parseRtpPacket, serializeRtpPacket, writeRtpHeader } from '../rtpkit.mjs';
import { datagram, RTP_HEADER_LENGTH } from '../samples.mjs';

const IN_SLAB = 'rtpkit, into a slab';
const expected = datagram();
const { payloadType, marker, sequenceNumber, timestamp, ssrc } = parseRtpPacket(expected);
const payload = expected.subarray(RTP_HEADER_LENGTH);
const payloadView = nodeBufferToDataView(payload);
const slab = new Uint8Array(expected.length);

const serialize = {
  rtpkit: () => serializeRtpPacket({ payloadType, marker, sequenceNumber, timestamp, ssrc, payload }),
  // As a session sends: the payload is copied behind the header of a packet in a slab that exists already.
  [IN_SLAB]: () => {
    slab.set(payload, RTP_HEADER_LENGTH);
    writeRtpHeader(slab, 0, payloadType, marker, sequenceNumber, timestamp, ssrc);
    return slab;
  },
  'rtp-packet': () => rtpPacket.serialize({ payloadType, marker, sequenceNumber, timestamp, ssrc, payload }),
  'rtp.js': () => {
    const packet = new RtpJsPacket();
    packet.setPayloadType(payloadType);
    packet.setMarker(marker);
    packet.setSequenceNumber(sequenceNumber);
    packet.setTimestamp(timestamp);
    packet.setSsrc(ssrc);
    packet.setPayload(payloadView);
    packet.serialize();
    const { buffer, byteOffset, byteLength } = packet.getView();
    return new Uint8Array(buffer, byteOffset, byteLength);
  },
  'werift-rtp': () => {
    const header = new werift.RtpHeader({ payloadType, marker, sequenceNumber, timestamp, ssrc });
    return new werift.RtpPacket(header, payload).serialize();
  },
};

export const cases = [
  {
    title: 'Serialize a packet of 1200 octets',
    verify() {
      for (const [name, write] of Object.entries(serialize)) {
        assert.ok(expected.equals(write()), `${name} writes other octets`);
      }
    },
    goals: [
      fasterThan('rtp.js', 12, IN_SLAB),
      fasterThan('rtp-packet', 3, IN_SLAB),
      fasterThan('werift-rtp', 30, IN_SLAB),
    ],
    contenders: Object.entries(serialize).map(([name, write]) => ({
      name,
      run(times) {
        let sum = 0;
        for (let time = 0; time < times; time++) sum += write().length;
        return sum;
      },
    })),
  },
];
