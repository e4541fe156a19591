import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaptureFile, readCaptureFile, type CapturedDatagram } from '../../../src/node/index.js';

const FROM = { host: '10.0.0.1', port: 5004 };
const TO = { host: '10.0.0.2', port: 5006 };

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-capture-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function read(path: string | URL): Promise<CapturedDatagram[]> {
  const datagrams: CapturedDatagram[] = [];
  for await (const datagram of readCaptureFile(path)) datagrams.push(datagram);
  return datagrams;
}

describe('capture files on disk', () => {
  it('are read as they were written, with the wall clock of the record', async () => {
    const path = pathToFileURL(join(directory, 'a.pcap'));
    const before = Date.now();
    const file = await createCaptureFile(path);
    file.record(Uint8Array.of(1, 2, 3), FROM, TO);
    file.record(Uint8Array.of(4), TO, FROM, 12_345.5);
    await file.close();
    const [first, second] = await read(path);
    expect(first).toMatchObject({ sourceHost: '10.0.0.1', destinationPort: 5006, payload: Uint8Array.of(1, 2, 3) });
    expect(first!.unixMs).toBeGreaterThan(before - 5);
    expect(first!.unixMs).toBeLessThan(Date.now() + 5);
    expect(second).toMatchObject({ unixMs: 12_345.5, sourcePort: 5006 });
    await file.close();
  });

  it('end where they were cut off', async () => {
    const path = join(directory, 'cut.pcap');
    const file = await createCaptureFile(path);
    for (let count = 0; count < 10; count++) file.record(Uint8Array.of(count), FROM, TO);
    await file.close();
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    expect(await read(path)).toHaveLength(9);
  });

  it('say which file cannot be read or written, and why', async () => {
    const path = join(directory, 'no.pcapng');
    writeFileSync(path, Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff', 'hex'));
    await expect(read(path)).rejects.toThrow(/no\.pcapng cannot be read as a capture: pcapng at 0 .*editcap -F pcap/);
    await expect(read(join(directory, 'missing'))).rejects.toThrow(/missing cannot be read: there is no such file$/);
    await expect(createCaptureFile(join(directory, 'no/such/folder'))).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
    });
  });

  it('say at the end that the disk was full', async () => {
    const file = await createCaptureFile('/dev/full');
    file.record(Uint8Array.of(1), FROM, TO);
    await expect(file.close()).rejects.toThrow(/\/dev\/full cannot be written: the disk is full/);
  });
});
