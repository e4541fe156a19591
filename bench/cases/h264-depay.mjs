/** H.264 depayloading (RFC 6184 §5.8): datagrams are parsed, fragments joined, and the access unit comes out as Annex B. */

import assert from 'node:assert/strict';
import { H264Depacketizer, parse } from 'rtp-packet';
import werift from 'werift-rtp';
import { costsAtMost, fasterThan } from '../report.mjs';
import { H264Depayloader, H264Payloader, parseRtpPacket } from '../rtpkit.mjs';
import { accessUnit } from '../samples.mjs';
import { SlabSink } from '../slab-sink.mjs';

function datagramsOf(frame) {
  const sink = new SlabSink();
  new H264Payloader(sink).push(frame, 0);
  return sink.packets.map((packet) => Buffer.from(packet));
}

/** Moves a unit on, as a receiver sees it: later sequence numbers and a later timestamp. */
function follow(datagrams, count) {
  for (const datagram of datagrams) {
    datagram.writeUInt16BE((datagram.readUInt16BE(2) + count) & 0xffff, 2);
    datagram.writeUInt32BE((datagram.readUInt32BE(4) + 30 * count) >>> 0, 4);
  }
}

function rtpkit() {
  let frame;
  const depayloader = new H264Depayloader((unit) => (frame = unit.toAnnexB()));
  return (datagrams) => {
    for (const datagram of datagrams) depayloader.push(parseRtpPacket(datagram));
    return frame;
  };
}

/** As they are: no peer hands them out. */
function nalUnits() {
  let frame;
  const depayloader = new H264Depayloader((unit) => (frame = unit.nalUnits));
  return (datagrams) => {
    for (const datagram of datagrams) depayloader.push(parseRtpPacket(datagram));
    return frame;
  };
}

function rtpPacket() {
  let frame;
  const depacketizer = new H264Depacketizer({ output: ({ data }) => (frame = data) });
  return (datagrams) => {
    for (const datagram of datagrams) depacketizer.depacketize(parse(datagram));
    return frame;
  };
}

function weriftRtp() {
  return (datagrams) => {
    const units = [];
    let fragment;
    for (const datagram of datagrams) {
      const packet = werift.H264RtpPayload.deSerialize(werift.RtpPacket.deSerialize(datagram).payload, fragment);
      fragment = packet.fragment;
      if (packet.payload) units.push(packet.payload);
    }
    return Buffer.concat(units);
  };
}

/** @param frames received one after the other, together one operation */
function contender(name, make, frames) {
  const push = make();
  const units = frames.map(datagramsOf);
  const count = units.reduce((sum, datagrams) => sum + datagrams.length, 0);
  let before = 0;
  for (const datagrams of units) {
    follow(datagrams, before);
    before += datagrams.length;
  }
  return {
    name,
    run(times) {
      let sum = 0;
      for (let time = 0; time < times; time++) {
        for (const datagrams of units) {
          sum += push(datagrams).length;
          follow(datagrams, count);
        }
      }
      return sum;
    },
  };
}

const MEGABYTE = 1_000_000;
const unit = accessUnit(100_000);
/** As many octets in three units as in one, so that caches have no say in which of them is faster. */
const three = [accessUnit(MEGABYTE), accessUnit(MEGABYTE), accessUnit(MEGABYTE)];
const huge = [accessUnit(3 * MEGABYTE)];

export const cases = [
  {
    title: 'H.264: 87 datagrams to an access unit of 100 KB',
    unit: 'unit',
    verify() {
      for (const make of [rtpkit, rtpPacket, weriftRtp]) assert.ok(unit.equals(make()(datagramsOf(unit))), make.name);
    },
    contenders: [
      contender('rtpkit', rtpkit, [unit]),
      contender('rtpkit, NAL units', nalUnits, [unit]),
      contender('rtp-packet', rtpPacket, [unit]),
      contender('werift-rtp', weriftRtp, [unit]),
    ],
    goals: [fasterThan('rtp-packet', 2), fasterThan('werift-rtp', 40)],
  },
  {
    title: 'H.264: datagrams to three access units of 1 MB, and to one of 3 MB',
    unit: '3 MB',
    contenders: [
      contender('rtpkit', rtpkit, three),
      contender('rtpkit, one unit', rtpkit, huge),
      contender('rtp-packet', rtpPacket, three),
      contender('rtp-packet, one unit', rtpPacket, huge),
      contender('werift-rtp', weriftRtp, three),
      contender('werift-rtp, one unit', weriftRtp, huge),
    ],
    // Linear work costs the same either way but for the allocator, quadratic work at least three times as much.
    goals: [costsAtMost('rtpkit, one unit', 2.5)],
  },
];
