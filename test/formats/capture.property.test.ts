import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { CaptureReader } from '../../src/formats/capture-reader.js';
import { pcapFileHeader, pcapRecord } from '../../src/formats/pcap.js';
import { rtpdumpFileHeader, rtpdumpRecord } from '../../src/formats/rtpdump.js';
import { processorMs } from '../peers/processor-time.js';

const ENDS = { sourceHost: '10.0.0.1', sourcePort: 1, destinationHost: '10.0.0.2', destinationPort: 2 };
const WHOLE = [
  concatenate([
    pcapFileHeader(),
    ...[1, 50, 200].map((length) => pcapRecord({ ...ENDS, unixMs: 1, payload: new Uint8Array(length) })),
  ]),
  concatenate([
    rtpdumpFileHeader({ ...ENDS, startUnixMs: 1 }),
    ...[1, 50, 200].map((length) => rtpdumpRecord(0, new Uint8Array(length))),
  ]),
];

describe('capture files from anywhere', () => {
  it('never throw, whatever octets are changed or cut, and hand out no more octets than there are', () => {
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...WHOLE),
        fc.array(change, { maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: 1, max: 400 }),
        (whole, changes, cut, chunkLength) => {
          const file = whole.slice(0, whole.length - (cut % 40));
          for (const { at, to } of changes) file[at % file.length] = to;
          const reader = new CaptureReader();
          let octets = 0;
          for (let at = 0; at < file.length; at += chunkLength) {
            for (const { payload } of reader.push(file.slice(at, at + chunkLength))) octets += payload.length;
          }
          expect(octets).toBeLessThanOrEqual(file.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('take linear time: 4 MB in small chunks cost at most three times as much per octet as 1 MB', () => {
    const record = pcapRecord({ ...ENDS, unixMs: 1, payload: new Uint8Array(60_000) });
    const spend = (records: number): number => {
      const file = concatenate([pcapFileHeader(), ...Array.from({ length: records }, () => record)]);
      return processorMs(() => {
        const reader = new CaptureReader();
        for (let at = 0; at < file.length; at += 16) reader.push(file.subarray(at, at + 16));
      });
    };
    spend(8);
    expect(spend(64)).toBeLessThan(12 * Math.max(spend(16), 1));
  });
});
