// The payload formats alone: one access unit into RTP payloads and back, without a session.
import { readFileSync } from 'node:fs';
import { AnnexBReader, ArraySink, H264Depayloader, H264Payloader } from 'rtpkit';

const [unit] = new AnnexBReader().push(readFileSync(new URL('../assets/clip.h264', import.meta.url)));
const sink = new ArraySink(1388); // an MTU of 1400 less the RTP header
const payloader = new H264Payloader(sink, { aggregation: 'zero-latency' });
payloader.push(unit.bytes, 0);

const depayloader = new H264Depayloader(({ nalUnits, keyFrame, complete }) => {
  console.log(
    `NAL unit types ${nalUnits.map((nalUnit) => nalUnit[0] & 31)}, key frame ${keyFrame}, complete ${complete}`,
  );
});
for (const [sequenceNumber, { bytes, marker }] of sink.payloads.entries()) {
  console.log(`payload of ${bytes.length} octets, marker ${marker}`);
  depayloader.push({ bytes, payloadOffset: 0, payloadEnd: bytes.length, sequenceNumber, timestamp: 0, marker });
}
