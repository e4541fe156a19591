/** RTP parsing (RFC 3550 §5.1): every header field is read, then the payload as well, then three header extensions. */

import assert from 'node:assert/strict';
import * as rtpPacket from 'rtp-packet';
import { RtpPacket as RtpJsPacket } from 'rtp.js/packets';
import { nodeBufferToDataView } from 'rtp.js/utils';
import werift from 'werift-rtp';
import { fasterThan } from '../report.mjs';
import { parseRtpPacket, readHeaderExtensions } from '../rtpkit.mjs';
import { datagram } from '../samples.mjs';

const plain = datagram();
const extended = datagram(true);

const readHeader = {
  rtpkit: (bytes) => {
    const packet = parseRtpPacket(bytes);
    return packet.payloadType + packet.sequenceNumber + packet.timestamp + packet.ssrc + Number(packet.marker);
  },
  'rtp-packet': (bytes) => {
    const packet = rtpPacket.parse(bytes);
    return packet.payloadType + packet.sequenceNumber + packet.timestamp + packet.ssrc + Number(packet.marker);
  },
  'rtp.js': (bytes) => {
    const packet = new RtpJsPacket(nodeBufferToDataView(bytes));
    const { timestamp, ssrc } = { timestamp: packet.getTimestamp(), ssrc: packet.getSsrc() };
    return packet.getPayloadType() + packet.getSequenceNumber() + timestamp + ssrc + Number(packet.getMarker());
  },
  'werift-rtp': (bytes) => {
    const { header } = werift.RtpPacket.deSerialize(bytes);
    return header.payloadType + header.sequenceNumber + header.timestamp + header.ssrc + Number(header.marker);
  },
};

const readPayload = {
  rtpkit: (bytes) => parseRtpPacket(bytes).payload.length,
  'rtp-packet': (bytes) => rtpPacket.parse(bytes).payload.length,
  'rtp.js': (bytes) => new RtpJsPacket(nodeBufferToDataView(bytes)).getPayload().byteLength,
  'werift-rtp': (bytes) => werift.RtpPacket.deSerialize(bytes).payload.length,
};

/** The sum of the first octets of the three elements. */
const readExtensions = {
  rtpkit: (bytes) => {
    let sum = 0;
    for (const { offset } of readHeaderExtensions(parseRtpPacket(bytes))) sum += bytes[offset];
    return sum;
  },
  'rtp-packet': (bytes) => {
    const { extensions } = rtpPacket.parse(bytes);
    return extensions[1][0] + extensions[2][0] + extensions[3][0];
  },
  'rtp.js': (bytes) => {
    const packet = new RtpJsPacket(nodeBufferToDataView(bytes));
    return [1, 2, 3].reduce((sum, id) => sum + packet.getExtension(id).getUint8(0), 0);
  },
  'werift-rtp': (bytes) => {
    const { extensions } = werift.RtpPacket.deSerialize(bytes).header;
    return extensions.reduce((sum, { payload }) => sum + payload[0], 0);
  },
};

function contenders(functions, bytes) {
  return Object.entries(functions).map(([name, parse]) => ({
    name,
    run(times) {
      let sum = 0;
      for (let time = 0; time < times; time++) sum += parse(bytes);
      return sum;
    },
  }));
}

function agree(functions, bytes) {
  return () => {
    const results = new Set(Object.values(functions).map((parse) => parse(bytes)));
    assert.equal(results.size, 1, `contenders read different values: ${[...results].join(', ')}`);
  };
}

export const cases = [
  {
    title: 'Parse a packet of 1200 octets, read its header',
    verify: agree(readHeader, plain),
    contenders: contenders(readHeader, plain),
    goals: [fasterThan('rtp.js', 5), fasterThan('rtp-packet', 2.5), fasterThan('werift-rtp', 100)],
  },
  {
    title: 'Parse a packet of 1200 octets, make a view of its payload',
    verify: agree(readPayload, plain),
    contenders: contenders(readPayload, plain),
    goals: [fasterThan('rtp.js', 2.5), fasterThan('rtp-packet', 1.2)],
  },
  {
    title: 'Parse a packet of 1200 octets, read its three header extensions',
    verify: agree(readExtensions, extended),
    contenders: contenders(readExtensions, extended),
    goals: [fasterThan('rtp.js', 6), fasterThan('rtp-packet', 6)],
  },
];
