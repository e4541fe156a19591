import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ntpDeltaMs, type NtpTimestamp } from '../../src/clock/ntp-timestamp.js';
import { openReceiver, type ReceivedFrame, type Receiver } from '../../src/node/index.js';
import { rtpkit } from '../peers/cli-process.js';
import { freePortPair } from '../peers/free-port.js';

const LATENCY_MS = 400;
/** The first reports come within 3.1 s (RFC 3550 §6.2), and 105 ms are mended in two more. */
const SETTLING_MS = 6500;

/** What a receiver gets until it closes. */
async function framesOf(receiver: Receiver): Promise<ReceivedFrame[]> {
  const frames: ReceivedFrame[] = [];
  for await (const frame of receiver) frames.push(frame);
  return frames;
}

/** How long after its capture a frame is presented, by what the last one tells of the sender's clock; one difference for all. */
function delayOf(frame: ReceivedFrame, last: ReceivedFrame, origin: NtpTimestamp): number {
  const elapsedMs = ((frame.mediaTicks - last.mediaTicks) * 1000) / last.stream.clockRate!;
  return frame.presentationMs - ntpDeltaMs(last.captureNtp!, origin) - elapsedMs;
}

describe('picture and sound that rtpkit sends, and receives with one latency', () => {
  it('begin less apart than anybody notices, and are in step once their sender has reported', async () => {
    const port = await freePortPair();
    const place = { host: '127.0.0.1', latencyMs: LATENCY_MS } as const;
    await using picture = await openReceiver({ ...place, codec: 'H264', port });
    await using sound = await openReceiver({ ...place, codec: 'VORBIS', port: port + 1000 });
    const received = Promise.all([framesOf(picture), framesOf(sound)]);
    const sources = ['--video', 'test', '--audio', 'test'];
    await using _ = rtpkit(['send', ...sources, '--rtcp', 'adjacent', '--to', `127.0.0.1:${port}`]);
    await Promise.all([picture, sound].map(({ events }) => once(events, 'frame')));
    await delay(SETTLING_MS);
    await Promise.all([picture.close(), sound.close()]);
    const [pictures, sounds] = await received;
    const [lastPicture, lastSound] = [pictures.at(-1)!, sounds.at(-1)!];
    const origin = lastSound.captureNtp!;
    const apart = (index: number): number =>
      delayOf(pictures.at(index)!, lastPicture, origin) - delayOf(sounds.at(index)!, lastSound, origin);
    console.log(`sound behind the picture: ${Math.round(-apart(0))} ms at first, ${Math.round(-apart(-1))} ms at last`);
    // Sound that is up to 125 ms late is not noticed (ITU-R BT.1359); one latency for each would begin 600 ms apart.
    expect(Math.abs(apart(0))).toBeLessThan(200);
    expect(Math.abs(apart(-1))).toBeLessThan(10);
  });
});
