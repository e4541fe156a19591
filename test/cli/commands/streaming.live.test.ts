import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { OggVorbisWriter } from '../../../src/node/index.js';
import { hexOf } from '../../hex.js';
import { rtpkit } from '../../peers/cli-process.js';
import { CLIP_H264, clipPackets, clipUnits, nalUnitsOf } from '../../peers/clip.js';
import { freePortPair } from '../../peers/free-port.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { bytesOf, eventsOf, packetsOf, receiving } from './streaming.js';

/** Half a second of picture. */
function writePicture(path: string): void {
  writeFileSync(path, concatenate(clipUnits(15)));
}

/** Half a second of sound. */
async function writeSound(path: string): Promise<void> {
  const writer = new OggVorbisWriter({ onePacketPerPage: true });
  const pages: Uint8Array[] = [];
  for (const packet of await clipPackets(25)) {
    if (packet.kind === 'audio') pages.push(...writer.push({ ...packet, timestamp: packet.timestampTicks }));
  }
  writeFileSync(path, concatenate([...pages, ...writer.end()]));
}

describe('rtpkit send-video and recv-video', () => {
  it('bring a file from one host to another, and the receiver ends with the sender when it is to', async () => {
    using directory = new TemporaryDirectory('commands');
    const [from, to] = [directory.file('sent.h264'), directory.file('received.h264')];
    writePicture(from);
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', to, '--once']);
    await using sender = rtpkit(['send-video', from, '--to', `127.0.0.1:${port}`]);
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(nalUnitsOf(bytesOf(to))).toEqual(nalUnitsOf(bytesOf(from)));
  });

  it('write nothing but media to stdout, from stdin', async () => {
    const picture = concatenate(clipUnits(15));
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `${port}`, '--out', '-', '--once']);
    await using sender = rtpkit(['send-video', '-', '--fps', '60', '--to', `127.0.0.1:${port}`], { input: picture });
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(nalUnitsOf(receiver.output)).toEqual(nalUnitsOf(picture));
    expect(sender.output).toHaveLength(0);
  });

  it('take any dynamic payload type, and say which', async () => {
    using directory = new TemporaryDirectory('commands');
    const from = directory.file('sent.h264');
    writePicture(from);
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', directory.file('r.h264')]);
    await using sender = rtpkit(['send-video', from, '--payload-type', '111', '--to', `127.0.0.1:${port}`]);
    await receiver.waitForLine(/payload type 111/);
    expect(await sender.pressCtrlC()).toBe(0);
    expect(await receiver.pressCtrlC()).toBe(0);
  });

  it('meet at a port that RTP and RTCP share', async () => {
    using directory = new TemporaryDirectory('commands');
    const [from, to] = [directory.file('sent.h264'), directory.file('received.h264')];
    writePicture(from);
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', to, '--rtcp', 'mux', '--once']);
    const { errorLines } = receiver;
    expect(errorLines[0]).toContain(`port ${port}, reports on port ${port}`);
    const line = errorLines.find((candidate) => candidate.startsWith('  rtpkit send-video '))!;
    await using sender = rtpkit([...line.trim().split(' ').slice(1), from]);
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(bytesOf(to).length).toBeGreaterThan(0);
  });
});

describe('a multicast group', () => {
  it('is sent to and heard on with the same words at both ends, with all reports on the next port', async () => {
    using directory = new TemporaryDirectory('commands');
    const [from, to] = [directory.file('sent.h264'), directory.file('received.h264')];
    writePicture(from);
    const port = await freePortPair();
    const group = `239.255.12.34:${port}`;
    await using receiver = await receiving(['recv-video', group, '--out', to, '--once']);
    await using sender = rtpkit(['send-video', from, '--to', group, '--ttl', '0']);
    const [, back] = await sender.waitForLine(/reports come back to port (\d+)/);
    expect(Number(back)).toBe(port + 1);
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(nalUnitsOf(bytesOf(to))).toEqual(nalUnitsOf(bytesOf(from)));
  });
});

describe('rtpkit send-audio and recv-audio', () => {
  it('bring an Ogg file from one host to another', async () => {
    using directory = new TemporaryDirectory('commands');
    const [from, to] = [directory.file('sent.ogg'), directory.file('received.ogg')];
    await writeSound(from);
    const port = await freePortPair();
    await using receiver = await receiving(['recv-audio', `:${port}`, '--out', to, '--once']);
    await using sender = rtpkit(['send-audio', from, '--to', `127.0.0.1:${port}`]);
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(await packetsOf(to)).toEqual((await clipPackets(25)).map(({ bytes }) => hexOf(bytes)));
  });
});

describe('the description of what is sent', () => {
  it.each([
    ['an SDP file', (directory: TemporaryDirectory) => ['--sdp', directory.file('d')]],
    ['a caps file', (directory: TemporaryDirectory) => ['--caps', directory.file('d')]],
  ])('reaches the receiver as %s', async (_, describing) => {
    using directory = new TemporaryDirectory('commands');
    const [from, to] = [directory.file('sent.h264'), directory.file('received.h264')];
    // The receiver starts while it is being sent, and takes its time: the picture stands still, each time as a key frame.
    writeFileSync(from, concatenate(Array.from({ length: 1200 }, () => clipUnits(1)[0]!)));
    const port = await freePortPair();
    await using sender = rtpkit(['send-video', from, '--to', `127.0.0.1:${port}`, ...describing(directory)]);
    await sender.waitForLine(/^described in/);
    // Caps tell no port.
    const place = [directory.file('d'), '--port', `${port}`];
    await using receiver = await receiving(['recv-video', ...place, '--out', to, '--once']);
    await receiver.waitForLine(/sends H264/);
    expect(await sender.pressCtrlC()).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(bytesOf(to).length).toBeGreaterThan(0);
  });
});

describe('ends of the commands', () => {
  it('are 0 for help, whatever an alias waits for', async () => {
    const aliases = ['video_streamer', 'audio_streamer', 'video_receiver', 'video_forwarder', 'audio_receiver'];
    const codes = await Promise.all(aliases.map((alias) => rtpkit([alias, '--help']).exitCode));
    expect(codes).toEqual(aliases.map(() => 0));
  });

  it('are 3 when no data came in the time allowed', async () => {
    const port = await freePortPair();
    await using receiver = rtpkit(['recv-video', `:${port}`, '--out', '-', '--timeout', '0.5']);
    expect(await receiver.exitCode).toBe(3);
  });

  it('are 2 for what cannot be understood', async () => {
    const wrong = [
      ['talk', '127.0.0.1', '--in', 'a.ogg', '--out', './a.ogg'],
      ['send-video', 'test'],
      ['send-video', 'test', '--to', 'host:99999'],
      ['send-video', 'test', '--to', '127.0.0.1', '--size', '320x241'],
      ['send-video', 'test', '--to', '127.0.0.1', '--pipeline', 'videotestsrc'],
      ['recv-video', '--out', 'film.doc'],
      ['recv-audio', ':0'],
      ['recv-audio', ':11000', '--port', '11000'],
      ['recv', '--out', '-'],
    ];
    const codes: number[] = await Promise.all(wrong.map((args) => rtpkit(args).exitCode));
    expect(codes).toEqual(wrong.map(() => 2));
  });

  it('are 1 for what the machine will not do, which is named', async () => {
    await using missing = rtpkit(['send-video', '/nowhere/film.h264', '--to', '127.0.0.1:9']);
    expect(await missing.exitCode).toBe(1);
    expect(missing.errorLines.join('\n')).toMatch(/^rtpkit: \/nowhere\/film\.h264 cannot be read/);
    await using unwritable = rtpkit([
      'recv-video',
      '--out',
      '/proc/film.h264',
      ':0'.replace('0', `${await freePortPair()}`),
    ]);
    expect(await unwritable.exitCode).toBe(1);
    expect(unwritable.errorLines.join('\n')).toMatch(/film\.h264 cannot be written/);
  });

  it('are 1 when the port is in use', async () => {
    const port = await freePortPair();
    await using first = await receiving(['recv-video', `:${port}`, '--out', '-']);
    await using second = rtpkit(['recv-video', `:${port}`, '--out', '-']);
    expect(await second.exitCode).toBe(1);
    expect(second.errorLines.join('\n')).toMatch(new RegExp(`:${port} is in use`));
    expect(await first.terminate()).toBe(0);
  });

  it('are 1 when another sender hears reports at the same port, with what to type', async () => {
    const clip = fileURLToPath(CLIP_H264);
    const port = await freePortPair();
    await using first = rtpkit(['send-video', clip, '--to', `127.0.0.1:${port}`]);
    await first.waitForLine(/reports come back to port/);
    await using second = rtpkit(['send-video', clip, '--to', `127.0.0.2:${port}`]);
    expect(await second.exitCode).toBe(1);
    expect(second.errorLines.join('\n')).toMatch(/is in use: .*--rtcp adjacent, at both ends/);
    expect(await first.pressCtrlC()).toBe(0);
  });

  it('tell programs in JSON what they tell people', async () => {
    using directory = new TemporaryDirectory('commands');
    const from = directory.file('sent.h264');
    writePicture(from);
    await using sender = rtpkit(['send-video', from, '--to', '127.0.0.1:9', '--json', '--rtcp', 'adjacent']);
    expect(await sender.exitCode).toBe(0);
    expect(sender.errorLines).toEqual([]);
    expect(eventsOf(sender)).toContainEqual(
      expect.objectContaining({ event: 'sending', stream: 'video', to: '127.0.0.1:9' }),
    );
  });

  it('go to stdout although media come from stdin', async () => {
    using directory = new TemporaryDirectory('commands');
    const sound = directory.file('sound.ogg');
    await writeSound(sound);
    const sources = ['--video', '-', '--fps', '60', '--audio', sound];
    const input = concatenate(clipUnits(15));
    await using sender = rtpkit(['send', ...sources, '--to', '127.0.0.1:9', '--rtcp', 'adjacent', '--json'], { input });
    expect(await sender.exitCode).toBe(0);
    expect(eventsOf(sender).filter(({ event }) => event === 'sending')).toHaveLength(2);
  });
});
