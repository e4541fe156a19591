/** GStreamer's rtpjitterbuffer on a test clock, fed through pcapparse. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pcapFileHeader, pcapRecord } from '../rtpkit.mjs';

export const name = 'rtpjitterbuffer';

const SCRIPT = fileURLToPath(new URL('gstreamer_play.py', import.meta.url));
const ENDS = { sourceHost: '10.0.0.1', sourcePort: 5004, destinationHost: '10.0.0.2', destinationPort: 5004 };

export function play({ arrivals }, latencyMs) {
  const directory = mkdtempSync(join(tmpdir(), 'rtpkit-side-by-side-'));
  try {
    // pcapparse takes the first time off the packets and begins its segment with it as well: only 0 does no harm.
    const startMs = arrivals[0].ms;
    const records = arrivals.map(({ ms, bytes }) => pcapRecord({ ...ENDS, unixMs: ms - startMs, payload: bytes }));
    const capture = join(directory, 'trace.pcap');
    writeFileSync(capture, Buffer.concat([pcapFileHeader(), ...records]));
    // Debian's own python3: another one first in PATH may lack gi.
    execFileSync('/usr/bin/python3', [SCRIPT, capture, String(latencyMs), directory], { stdio: ['ignore', 2, 2] });
    const { packets, frameLengths } = JSON.parse(readFileSync(join(directory, 'packets.json'), 'utf8'));
    const octets = readFileSync(join(directory, 'frames.h264'));
    let end = 0;
    const frames = frameLengths.map((length) => octets.subarray(end, (end += length)));
    return { packets: packets.map(([sequenceNumber, ms]) => ({ sequenceNumber, ms: ms + startMs })), frames };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
