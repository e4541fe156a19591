import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Arguments } from '../../../src/cli/command.js';
import { describe as describeCommand } from '../../../src/cli/commands/describe.js';
import type { Console } from '../../../src/cli/console.js';
import type { JsonEvent } from '../../../src/cli/json-event.js';
import { createCaptureFile, serializeRtpPacket } from '../../../src/node/index.js';

let directory = '';
let written = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rtpkit-describe-'));
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (written += String(text)) !== '');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

async function run(from: string, json = false): Promise<{ exitCode: number; events: JsonEvent[] }> {
  const events: JsonEvent[] = [];
  const nothing = (): undefined => undefined;
  const args: Arguments = { positionals: [from], flag: () => json, text: nothing, number: nothing, choice: nothing };
  const console = { tell: (event: JsonEvent) => events.push(event) } as unknown as Console;
  const interruption = { signal: new AbortController().signal, cause: undefined };
  return { exitCode: await describeCommand.run(args, { console, interruption }), events };
}

async function writeCapture(packets: number): Promise<string> {
  const path = join(directory, 'two ends.pcap');
  const file = await createCaptureFile(path);
  for (let sequenceNumber = 0; sequenceNumber < packets; sequenceNumber++) {
    const numbers = {
      payloadType: 96,
      marker: true,
      sequenceNumber,
      timestamp: sequenceNumber * 3000,
      ssrc: 0x0bad_cafe,
    };
    const bytes = serializeRtpPacket({ ...numbers, payload: Uint8Array.of(0x41, 1) });
    file.record(bytes, { host: '10.0.0.1', port: 5004 }, { host: '10.0.0.2', port: 5006 }, sequenceNumber * 33);
  }
  await file.close();
  return path;
}

describe('rtpkit describe', () => {
  it('tells the streams of a capture on stdout, with what receives and sends their like', async () => {
    const path = await writeCapture(60);
    expect(await run(path)).toMatchObject({ exitCode: 0, events: [] });
    expect(written).toContain(`${path}: capture of 60 datagrams, 0 of them RTCP, 0 of no stream: 1 of RTP`);
    expect(written).toContain('0x0badcafe: H264, payload type 96, 90000 Hz, 30.3 timestamps/s');
    expect(written).toContain('from 10.0.0.1:5004 to 10.0.0.2:5006, 60 packets in 1.9 s, 0 kbit/s, 0 lost');
    expect(written).toContain('no RTCP about it');
    expect(written).toContain('rtpkit recv-video :5006');
  });

  it('tells programs the same, and nothing else', async () => {
    const { events } = await run(await writeCapture(60), true);
    expect(written).toBe('');
    expect(events[0]).toMatchObject({ event: 'stream', ssrc: 0x0bad_cafe, codec: 'H264', packets: 60, packetsLost: 0 });
    expect(events[1]).toMatchObject({ event: 'command', role: 'receive', program: 'rtpkit' });
  });

  it('ends with 3 when there is no stream', async () => {
    expect(await run(await writeCapture(0))).toMatchObject({ exitCode: 3 });
  });

  it('reads a description that begins with nothing special as text', async () => {
    const path = join(directory, 'a.caps');
    writeFileSync(path, 'application/x-rtp, media=video, clock-rate=90000, encoding-name=H264\n');
    expect(await run(path)).toMatchObject({ exitCode: 0 });
    expect(written).toContain('GStreamer caps of one stream');
  });

  it('shows what a terminal would obey as blanks', async () => {
    const path = join(directory, 'evil.sdp');
    const name = 'H264\u001B[2J';
    writeFileSync(
      path,
      `v=0\no=- 1 1 IN IP4 1.2.3.4\ns=-\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 ${name}/90000\n`,
    );
    await run(path).catch(() => undefined);
    expect(written).not.toContain('\u001B');
  });
});
