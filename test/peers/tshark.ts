/** Has tshark dissect datagrams, through a capture file: it refuses a pipe, and sockets would need privileges. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatenate } from '../../src/bytes/octets.js';
import { pcapFileHeader, pcapRecord } from '../../src/formats/pcap.js';

/** Of one datagram: the values of each asked field, in the order of the octets, as tshark prints them. */
export type Dissection<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** A character that stands in no value that the tests send. */
const AGGREGATOR = '|';
const PORT = 5004;

/**
 * @param protocol which dissector takes the datagrams
 * @param fields display filter names, such as `rtp.seq`
 * @param payload which dissector takes the payload of RTP, such as `rtp.pt==96,h264`
 */
export async function dissect<Field extends string>(
  protocol: 'rtp' | 'rtcp',
  datagrams: readonly Uint8Array[],
  fields: readonly Field[],
  payload?: string,
): Promise<Dissection<Field>[]> {
  const directory = await mkdtemp(join(tmpdir(), 'rtpkit-tshark-'));
  const file = join(directory, 'capture.pcap');
  let output: string;
  try {
    await writeFile(file, capture(datagrams));
    output = await runTshark(protocol, fields, file, payload);
  } finally {
    await rm(directory, { recursive: true });
  }
  const lines = output.split('\n').slice(0, -1);
  return lines.map((line) => {
    const cells = line.split('\t');
    const values = fields.map((field, index) => [field, cells[index] === '' ? [] : cells[index]!.split(AGGREGATOR)]);
    return Object.fromEntries(values) as Dissection<Field>;
  });
}

function capture(datagrams: readonly Uint8Array[]): Uint8Array {
  const sourceHost = '127.0.0.1';
  const destinationHost = '127.0.0.2';
  const records = datagrams.map((payload, index) =>
    pcapRecord({
      unixMs: 1.6e12 + index,
      sourceHost,
      sourcePort: PORT,
      destinationHost,
      destinationPort: PORT,
      payload,
    }),
  );
  return concatenate([pcapFileHeader(), ...records]);
}

function runTshark(protocol: string, fields: readonly string[], file: string, payload?: string): Promise<string> {
  const format = ['-T', 'fields', '-E', 'separator=/t', '-E', 'occurrence=a', '-E', `aggregator=${AGGREGATOR}`];
  const asked = fields.flatMap((field) => ['-e', field]);
  const options = ['-n', '-r', file, '-d', `udp.port==${PORT},${protocol}`, ...format, ...asked];
  if (payload !== undefined) options.push('-d', payload);
  return new Promise((resolve, reject) => {
    execFile('tshark', options, { maxBuffer: 2 ** 26 }, (error, output, errors) => {
      if (error === null) resolve(output);
      else reject(new Error(`tshark fails (apt-get install tshark, where it is missing): ${errors}`, { cause: error }));
    });
  });
}
