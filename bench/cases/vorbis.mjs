/** Vorbis payloading and depayloading (RFC 5215) of the bundled clip; no JavaScript peer has it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { OggVorbisReader, parseRtpPacket, VorbisDepayloader, VorbisPayloader } from '../rtpkit.mjs';
import { SlabSink } from '../slab-sink.mjs';

const clip = readFileSync(new URL('../../assets/clip.ogg', import.meta.url));
const audio = new OggVorbisReader().push(clip).filter((packet) => packet.kind === 'audio');
const { configuration } = audio[0];
const durationTicks = audio.reduce((sum, packet) => sum + packet.durationSamples, 0);

/** Sends the clip over and over; the configuration goes out once, with the first packet. */
function payClip() {
  const sink = new SlabSink();
  const payloader = new VorbisPayloader(sink, { configuration, configurationIntervalSeconds: 0 });
  let offset = 0;
  return () => {
    sink.packets = [];
    for (const packet of audio) payloader.push(packet.bytes, offset + packet.timestampTicks);
    payloader.flush();
    offset += durationTicks;
    return sink.packets;
  };
}

/** Receives the clip over and over, its sequence numbers and timestamps moved on each time. */
function depayClip() {
  const pay = payClip();
  const first = pay();
  const repeated = pay().map((packet) => Buffer.from(packet));
  let frames = 0;
  const depayloader = new VorbisDepayloader(() => frames++);
  for (const packet of first) depayloader.push(parseRtpPacket(packet));
  return () => {
    frames = 0;
    for (const datagram of repeated) {
      depayloader.push(parseRtpPacket(datagram));
      datagram.writeUInt16BE((datagram.readUInt16BE(2) + repeated.length) & 0xffff, 2);
      datagram.writeUInt32BE((datagram.readUInt32BE(4) + durationTicks) >>> 0, 4);
    }
    return frames;
  };
}

function contender(play) {
  return {
    name: 'rtpkit',
    run(times) {
      for (let time = 0; time < times; time++) play();
    },
  };
}

export const cases = [
  {
    title: 'Vorbis: packets to payloads',
    perOperation: audio.length,
    contenders: [contender(payClip())],
  },
  {
    title: 'Vorbis: payloads to packets',
    perOperation: audio.length,
    verify: () => assert.equal(depayClip()(), audio.length),
    contenders: [contender(depayClip())],
  },
];
