import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  NetworkSink,
  openReceiver,
  openSender,
  openUdpProxy,
  uniformLoss,
  type AccessUnit,
  type ReceivedFrame,
  type Receiver,
} from '../../../src/node/index.js';
import { clipUnits, comparable, nalUnitsOf, pictureOf } from '../../peers/clip.js';

const HOST = '127.0.0.1';
const TICKS_PER_FRAME = 3000;
const units = clipUnits(90);
const sentPictures = units.map((unit) => pictureOf(nalUnitsOf(unit)));
const pictureIn = ({ frame }: ReceivedFrame<AccessUnit>): number =>
  sentPictures.indexOf(pictureOf(comparable(frame.nalUnits)));

/** Sends access units of the clip at their pace, and says BYE. */
async function send(to: string, first: number, count: number, originTicks: number): Promise<void> {
  await using sender = await openSender({ to, codec: 'H264' });
  for (let index = first; index < first + count; index++) {
    await sender.send(units[index]!, originTicks + index * TICKS_PER_FRAME);
    await delay(33);
  }
}

/** What comes until nothing has come for half a second after `done`. */
async function collect(receiver: Receiver<AccessUnit>, done: Promise<unknown>): Promise<ReceivedFrame<AccessUnit>[]> {
  const frames: ReceivedFrame<AccessUnit>[] = [];
  void done.then(() => delay(500)).then(() => receiver.close());
  for await (const received of receiver) frames.push(received);
  return frames;
}

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

interface Chain {
  readonly first: Receiver<AccessUnit>;
  readonly second: Receiver<AccessUnit>;
  /** Settles when the first receiver has closed, and all that it received was sent on. */
  readonly forwarded: Promise<void>;
}

async function openChain(): Promise<Chain> {
  const second = await openReceiver({ host: HOST, codec: 'H264', latencyMs: 50 });
  const first = await openReceiver({ host: HOST, codec: 'H264', latencyMs: 50 });
  const sink = new NetworkSink(await openSender({ to: `${HOST}:${second.endpoint.ports.rtp}`, codec: 'H264' }));
  const forwarded = (async () => {
    for await (const received of first) await sink.write(received);
    await sink.close();
  })();
  return { first, second, forwarded };
}

describe.concurrent('S4: a picture sent on to another host', () => {
  it('has no holes where packets were lost on the way here, and every frame of it is one that was sent', async () => {
    const { first, second, forwarded } = await openChain();
    const there = { seed: 5, loss: uniformLoss(0.05) };
    await using proxy = await openUdpProxy({ to: `${HOST}:${first.endpoint.ports.rtp}`, there });
    let lostHere = 0;
    let lostThere = 0;
    first.events.on('end', ({ stream }) => (lostHere += stream.statistics.packetsLost));
    second.events.on('end', ({ stream }) => (lostThere += stream.statistics.packetsLost));
    const sent = send(`${HOST}:${proxy.ports.rtp}`, 0, 90, 0).then(() => delay(300));
    void sent.then(() => first.close());
    const frames = await collect(second, forwarded);
    expect(lostHere).toBeGreaterThan(0);
    expect(lostThere).toBe(0);
    const pictures = frames.map(pictureIn);
    expect(pictures).not.toContain(-1);
    expect(pictures).toEqual(pictures.toSorted((a, b) => a - b));
    expect(frames.every(({ frame }) => frame.complete)).toBe(true);
    // The times of the media: holes of so many frames where they were lost.
    const ticks = frames.map(({ mediaTicks }) => mediaTicks - frames[0]!.mediaTicks);
    expect(ticks).toEqual(pictures.map((picture) => (picture - pictures[0]!) * TICKS_PER_FRAME));
  });

  it('goes on as one stream when its sender is started again, with other times', async () => {
    const { first, second, forwarded } = await openChain();
    const to = `${HOST}:${first.endpoint.ports.rtp}`;
    const sent = send(to, 0, 20, 0)
      .then(() => send(to, 60, 20, 7_000_000))
      .then(() => delay(300));
    void sent.then(() => first.close());
    const ssrcs = new Set<number>();
    second.events.on('frame', ({ stream }) => ssrcs.add(stream.ssrc));
    const restarts: unknown[] = [];
    second.events.on('restart', (restart) => restarts.push(restart));
    const frames = await collect(second, forwarded);
    expect(frames.map(pictureIn)).toEqual([...range(0, 20), ...range(60, 20)]);
    expect(ssrcs.size).toBe(1);
    expect(restarts).toEqual([]);
    const steps = frames.slice(1).map(({ mediaTicks }, index) => mediaTicks - frames[index]!.mediaTicks);
    expect(steps.every((step) => step > 0 && step < 90_000 * 5)).toBe(true);
    expect(steps.filter((step) => step !== TICKS_PER_FRAME).length).toBeLessThanOrEqual(1);
  });
});
