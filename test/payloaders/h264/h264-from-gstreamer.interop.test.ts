import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitAccessUnits } from '../../../src/formats/annex-b-reader.js';
import { Rfc4571Reader } from '../../../src/formats/rfc-4571.js';
import { H264Depayloader, splitAnnexB, type AccessUnit } from '../../../src/payloaders/h264/index.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/index.js';
import { hexOf } from '../../hex.js';
import { runGStreamer } from '../../peers/gstreamer.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'h264-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const encodings = fc.record({
  buffers: fc.integer({ min: 2, max: 12 }),
  width: fc.integer({ min: 16, max: 120 }).map((half) => 2 * half),
  height: fc.integer({ min: 16, max: 90 }).map((half) => 2 * half),
  frameRate: fc.constantFrom('30/1', '25/1', '30000/1001', '7/1'),
  pattern: fc.constantFrom('smpte', 'ball', 'snow', 'black'),
  bFrames: fc.integer({ min: 0, max: 3 }),
  slices: fc.integer({ min: 1, max: 5 }),
  delimiters: fc.boolean(),
  zeroLatency: fc.boolean(),
  keyFrameInterval: fc.integer({ min: 1, max: 12 }),
});

const payloadings = fc.record({
  mtu: fc.oneof(fc.constant(1400), fc.integer({ min: 60, max: 1500 })),
  aggregateMode: fc.constantFrom('none', 'zero-latency', 'max-stap'),
  configInterval: fc.constantFrom(0, -1, 1),
  firstTimestamp: fc.oneof(fc.constant(0xffff_f000), fc.nat(0xffff_ffff)),
});

type Encoding = typeof encodings extends fc.Arbitrary<infer Drawn> ? Drawn : never;
type Payloading = typeof payloadings extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** One run of the encoder into both rtph264pay and a file. */
async function run(e: Encoding, p: Payloading): Promise<{ stream: Uint8Array; packets: RtpPacket[] }> {
  const file = join(folder, 'sent.h264');
  const output = await runGStreamer(
    `videotestsrc num-buffers=${e.buffers} pattern=${e.pattern}` +
      ` ! video/x-raw,format=I420,width=${e.width},height=${e.height},framerate=${e.frameRate}` +
      ` ! x264enc speed-preset=ultrafast bframes=${e.bFrames} aud=${e.delimiters} key-int-max=${e.keyFrameInterval}` +
      ` option-string=slices=${e.slices} ${e.zeroLatency ? 'tune=zerolatency' : ''}` +
      ' ! video/x-h264,stream-format=byte-stream,alignment=au ! tee name=t ! queue' +
      ` ! rtph264pay mtu=${p.mtu} aggregate-mode=${p.aggregateMode} config-interval=${p.configInterval}` +
      ` timestamp-offset=${p.firstTimestamp} seqnum-offset=65500 ! rtpstreampay ! fdsink fd=1` +
      ` t. ! queue ! filesink location=${file}`,
  );
  const packets = new Rfc4571Reader().push(output).map((bytes) => parseRtpPacket(bytes) as RtpPacket);
  return { stream: new Uint8Array(readFileSync(file)), packets };
}

/** In hexadecimal; delimiters count for nothing, and sets do not where rtph264pay repeats them on its own account. */
function comparable(nalUnits: readonly Uint8Array[], withSets: boolean): string[] {
  const left = nalUnits.filter((nalUnit) => ![9, ...(withSets ? [] : [7, 8])].includes(nalUnit[0]! & 31));
  return left.map(hexOf);
}

describe('rtph264pay through our depayloader', () => {
  it('gives the NAL units of the encoder in the same access units, whole and in time', async () => {
    const property = fc.asyncProperty(encodings, payloadings, async (encoding, payloading) => {
      const { stream, packets } = await run(encoding, payloading);
      const received: AccessUnit[] = [];
      const depayloader = new H264Depayloader((unit) => received.push(unit), {}, { insertParameterSets: false });
      for (const packet of packets) depayloader.push(packet);
      depayloader.flush();

      const withSets = payloading.configInterval === 0;
      const sent = splitAccessUnits(stream);
      expect(received.map((unit) => comparable(unit.nalUnits, withSets))).toEqual(
        sent.map((unit) => comparable(splitAnnexB(unit.bytes) as Uint8Array[], withSets)),
      );
      expect(received.map((unit) => unit.keyFrame)).toEqual(sent.map((unit) => unit.keyFrame));
      expect(received.every((unit) => unit.complete && unit.endedBy === 'marker')).toBe(true);
      expect(sent).toHaveLength(encoding.buffers);
      const { accessUnits, ...faults } = depayloader.statistics;
      expect(accessUnits).toBe(encoding.buffers);
      expect(Object.values(faults).every((count) => count === 0)).toBe(true);

      const [frames, seconds] = encoding.frameRate.split('/').map(Number);
      const ticks = received.map((unit) => (unit.timestamp - received[0]!.timestamp) | 0).toSorted((a, b) => a - b);
      ticks.forEach((tick, index) => {
        expect(Math.abs(tick - ticks[0]! - (index * 90_000 * seconds!) / frames!)).toBeLessThanOrEqual(1);
      });
      expect(depayloader.parameterSets.describe()).toMatchObject({ width: encoding.width, height: encoding.height });
      expect(depayloader.parameterSets.describe()!.frameRate).toBeCloseTo(frames! / seconds!, 4);
    });
    await fc.assert(property, { numRuns: 100 });
  }, 120_000);
});
