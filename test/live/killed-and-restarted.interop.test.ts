import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { SeededRandom } from '../../src/lab/index.js';
import { rtpkitIn } from '../peers/cli-process.js';
import type { SourceStats } from '../peers/json-peer.js';
import { NetworkNamespace } from '../peers/network-namespace.js';
import { OriginalProgram } from '../peers/original-program.js';
import { PATIENCE } from '../peers/patience.js';
import { likenessDb, plainPicture } from '../peers/picture.js';
import { PulseAudio } from '../peers/pulse-audio.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';
import { listenTo } from '../peers/tone.js';
import { Xvfb } from '../peers/xvfb.js';

const LATENCY = ['--latency', '100'];

/** Pixels. */
const SMALL = { width: 32, height: 24 } as const;

/** One for each run, so that the window shows whose picture it is. */
const COLOURS = [
  0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x800000, 0x008000, 0x000080, 0xffffff, 0x808080,
];

/** More than what the jitter buffer still has of the sender before; a picture of one colour and some that are like it take more. */
const KEY_FRAME_OCTETS = 1500;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function picture(colour: number): string[] {
  return ['--pipeline', `videotestsrc is-live=true pattern=solid-color foreground-color=${0xff000000 + colour}`];
}

describe('senders that are killed without a word and started again, ten times', () => {
  it('go on in the same window, the same file and the same loudspeaker', async () => {
    using directory = new TemporaryDirectory('restarts');
    const film = directory.file('film.mkv');
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(320, 240);
    await using server = await PulseAudio.start();
    await using recorder = server.record();
    const env = { ...screen.env, ...server.env };
    await using window = rtpkitIn(network, ['recv-video', '--out', 'window', ...LATENCY], { env });
    await using file = rtpkitIn(network, ['recv-video', ':20000', '--out', film, ...LATENCY]);
    await using sound = rtpkitIn(network, ['recv-audio', '--out', 'pulse', ...LATENCY], { env });
    const players: number[][] = [];
    for (const colour of COLOURS) {
      await using toWindow = rtpkitIn(network, ['send-video', ...picture(colour), '--to', '127.0.0.1']);
      await using toFile = rtpkitIn(network, ['send-video', ...picture(colour), '--to', '127.0.0.1:20000']);
      await using toSound = rtpkitIn(network, ['send-audio', 'test', '--to', '127.0.0.1']);
      const [heardBefore, filmedBefore] = [listenTo(recorder.recording).seconds, sizeOf(film)];
      await vi.waitUntil(async () => likenessDb(await screen.screenshot(), plainPicture(colour)) > 20, PATIENCE);
      await vi.waitUntil(() => listenTo(recorder.recording).seconds > heardBefore + 0.3, PATIENCE);
      await vi.waitUntil(() => sizeOf(film) > filmedBefore + KEY_FRAME_OCTETS, PATIENCE);
      players.push([...window.children, ...sound.children]);
      await Promise.all([toWindow, toFile, toSound].map((sender) => sender.kill()));
    }
    expect(players).toEqual(Array.from({ length: COLOURS.length }, () => players[0]));
    expect(players[0]).toHaveLength(2);
    expect(await Promise.all([window, file, sound].map((receiver) => receiver.pressCtrlC()))).toEqual([0, 0, 0]);
    expect(coloursOf(film)).toEqual(COLOURS);
  });
});

/** The colours that a film shows, one after the other. */
function coloursOf(film: string): number[] {
  const small = ['-vf', `scale=${SMALL.width}:${SMALL.height}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const decoding = ['-v', 'error', '-i', film, '-vsync', '0', ...small];
  const { stdout: pictures, stderr } = spawnSync('ffmpeg', decoding, { maxBuffer: 2 ** 27 });
  expect(
    String(stderr)
      .split('\n')
      .filter((line) => line.includes('missing picture')),
  ).toEqual([]);
  const length = SMALL.width * SMALL.height * 3;
  const colours: number[] = [];
  for (let offset = 0; offset < pictures.length; offset += length) {
    const shown = { ...SMALL, rgb: new Uint8Array(pictures.subarray(offset, offset + length)) };
    const colour = COLOURS.find((candidate) => likenessDb(shown, plainPicture(candidate)) > 20)!;
    if (colour !== colours.at(-1)) colours.push(colour);
  }
  return colours;
}

describe('an encoder that is killed at any moment', () => {
  it('is started again, and even a GStreamer receiver of 2010, which a new SSRC would end, goes on', async () => {
    using directory = new TemporaryDirectory('restarts');
    const caps = directory.file('video.caps');
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(320, 240);
    await using streamer = rtpkitIn(network, ['send-video', 'test', '--to', '127.0.0.1', '--caps', caps]);
    await vi.waitUntil(() => existsSync(caps), PATIENCE);
    await using receiver = new OriginalProgram('video_receiver', network, { caps }, screen.env);
    const isSender = (source: SourceStats): boolean => source['is-sender'] === true;
    await receiver.waitForSource('sender', isSender);
    const random = new SeededRandom(2010);
    const killed = new Set<number>();
    for (let kill = 0; kill < 3; kill++) {
      const encoder = await vi.waitUntil(() => streamer.children.find((pid) => !killed.has(pid)), PATIENCE);
      await delay(random.fraction() * 1000);
      process.kill(encoder, 'SIGKILL');
      killed.add(encoder);
    }
    const { ssrc, 'packets-received': before } = receiver.lastSource(isSender);
    await receiver.waitForSource(
      'more packets of the same source',
      (source) => source['ssrc'] === ssrc && Number(source['packets-received']) > Number(before) + 60,
    );
    expect(receiver.events.filter(({ event }) => event === 'error')).toEqual([]);
    expect(await streamer.pressCtrlC()).toBe(0);
  });
});
