import { statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendingCounterparts } from '../../../src/cli/announcements/counterparts.js';
import { describeText } from '../../../src/cli/explanation/describe-text.js';
import {
  atFrameRate,
  atLivePace,
  describeSenders,
  formatGstreamerCaps,
  formatSdp,
  openReceiver,
  openSender,
} from '../../../src/node/index.js';
import { clipPackets, clipUnits } from '../../peers/clip.js';
import { freePortPairs } from '../../peers/free-port.js';
import { PATIENCE } from '../../peers/patience.js';
import { Program } from '../../peers/program.js';
import { sendAll } from '../../peers/streams.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

let directory: TemporaryDirectory;
let programs: Program[] = [];
beforeEach(() => (directory = new TemporaryDirectory('describe')));
afterEach(async () => {
  await Promise.all(programs.map((program) => program[Symbol.asyncDispose]()));
  programs = [];
  directory[Symbol.dispose]();
});

/** Runs a printed line in a shell; what it would show or play goes to a file: waits until there is so much of it. */
function run(line: string, name: string): (octets: number) => Promise<void> {
  const path = directory.file(name);
  const heard = line
    .replace(/autovideosink sync=false|autoaudiosink/, `filesink buffer-mode=unbuffered location='${path}'`)
    .replace(
      /^ffplay(.*)$/,
      `ffmpeg -v error -y -nostdin$1 -c:v rawvideo -c:a pcm_s16le -flush_packets 1 -f nut '${path}'`,
    );
  const program = new Program('bash', ['-c', heard]);
  programs.push(program);
  const size = (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return async (octets) => {
    const isEnough = vi.waitUntil(() => size() >= octets, PATIENCE);
    await isEnough.catch(() => expect.fail(`${size()} octets from ${heard}: ${program.errorLines.join('\n')}`));
  };
}

function lineOf(lines: readonly string[], program: string): string {
  const line = lines.find((candidate) => candidate.startsWith(`  ${program} `));
  expect(line, lines.join('\n')).toBeDefined();
  return line!.trim();
}

/** The picture again and again: the programs that are to show it take their time. */
async function* loopedPicture(): AsyncGenerator<{ bytes: Uint8Array }> {
  for (;;) for (const bytes of clipUnits(240)) yield { bytes };
}

/** The sound again and again, its headers the first time. */
async function* loopedSound(): AsyncGenerator<Awaited<ReturnType<typeof clipPackets>>[number]> {
  const packets = await clipPackets(400);
  const ticks = packets.at(-1)!.timestampTicks + packets.at(-1)!.durationSamples;
  for (let turn = 0; ; turn++) {
    for (const packet of packets) {
      if (turn > 0 && packet.kind !== 'audio') continue;
      yield { ...packet, timestampTicks: packet.timestampTicks + turn * ticks };
    }
  }
}

describe('the lines that describe prints for a description', () => {
  it('play sound of which the configuration is there alone, from SDP and from caps', async () => {
    const ports = await freePortPairs(4);
    const { configuration } = (await clipPackets(1))[0]!;
    const senders = await Promise.all(
      ports.map((port) => {
        const options = { configuration, configurationIntervalSeconds: 0 };
        return openSender({ to: `127.0.0.1:${port}`, codec: 'VORBIS', clockRate: 44_100, options });
      }),
    );
    const sending = Promise.allSettled(senders.map((sender) => sendAll(sender, atLivePace(loopedSound(), 44_100))));
    // Whoever listens from here on has missed the one time that it went in-band.
    await vi.waitUntil(() => senders.every(({ stream }) => stream.statistics.packetsSent > 5), PATIENCE);
    const described = senders.map((sender) => describeSenders([sender]));
    const files = [
      ['the sound.sdp', formatSdp(described[0]!), 'gst-launch-1.0'],
      ['ffplay.sdp', formatSdp(described[1]!), 'ffplay'],
      ['the sound.caps', formatGstreamerCaps(described[2]!.streams[0]!), 'gst-launch-1.0'],
      ["an 'old'.caps", formatGstreamerCaps(described[3]!.streams[0]!, { version: '0.10' }), 'gst-launch-1.0'],
    ] as const;
    const heard = files.map(([name, text, program], index) => {
      writeFileSync(directory.file(name), text);
      const { lines, streams } = describeText(directory.file(name), text);
      expect(streams).toBe(1);
      const port = ports[index]!;
      // Caps tell no port: the line takes that of the original.
      return run(
        lineOf(lines, program).replaceAll(/\b1100([012])\b/g, (_, up) => `${port + Number(up)}`),
        `out-${index}`,
      );
    });
    for (const hear of heard) await hear(10_000);
    await Promise.all(senders.map((sender) => sender.close()));
    await sending;
  });

  it('show a picture, and report to who sends it', async () => {
    const ports = await freePortPairs(2);
    const senders = await Promise.all(
      ports.map((port) => openSender({ to: `127.0.0.1:${port}`, codec: 'H264', rtcp: { layout: 'original' } })),
    );
    const reports = vi.fn<() => void>();
    senders[0]!.events.on('report', reports);
    const sending = Promise.allSettled(
      senders.map((sender) => sendAll(sender, atLivePace(atFrameRate(loopedPicture(), 30), 90_000))),
    );
    await vi.waitUntil(() => senders.every(({ stream }) => stream.statistics.framesSent > 2), PATIENCE);
    const caps = formatGstreamerCaps(describeSenders([senders[0]!]).streams[0]!);
    const sdp = formatSdp(describeSenders([senders[1]!]));
    writeFileSync(directory.file('video.sdp'), sdp);
    const capsLine = lineOf(describeText('video.caps', caps).lines, 'gst-launch-1.0');
    const fromCaps = run(
      capsLine.replaceAll(/\b1000([012])\b/g, (_, up) => `${ports[0]! + Number(up)}`),
      'caps.yuv',
    );
    const fromSdp = run(lineOf(describeText(directory.file('video.sdp'), sdp).lines, 'ffplay'), 'sdp.h264');
    await fromCaps(10 * 320 * 240 * 1.5);
    await fromSdp(10_000);
    await vi.waitUntil(() => reports.mock.calls.length > 0, PATIENCE);
    await Promise.all(senders.map((sender) => sender.close()));
    await sending;
  });
});

describe('the lines that send', () => {
  it.each([
    ['H264', 'gst-launch-1.0'],
    ['H264', 'ffmpeg'],
    ['VORBIS', 'gst-launch-1.0'],
  ] as const)('%s through %s reach a receiver of ours', async (codec, program) => {
    const [port] = (await freePortPairs(1)) as [number];
    await using receiver = await openReceiver({ port, codec, latencyMs: 50, rtcp: { layout: 'original' } });
    const back = { host: '127.0.0.1', port: port + 2 };
    const counterparts = sendingCounterparts({ codec, to: { host: '127.0.0.1', port }, rtcpBack: back });
    const { line } = counterparts.find((counterpart) => counterpart.program === program)!;
    const sender = new Program('bash', ['-c', line]);
    programs.push(sender);
    let frames = 0;
    for await (const received of receiver) {
      expect(received.rtpTimestamp).toBeTypeOf('number');
      if (++frames === 20) break;
    }
    expect(frames, sender.errorLines.join('\n')).toBe(20);
  });
});
