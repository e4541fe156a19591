import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HostClock, VirtualTime } from '../../src/lab/index.js';
import { h264 } from '../../src/payloaders/h264/index.js';
import { vorbis } from '../../src/payloaders/vorbis/index.js';
import { LipSync } from '../../src/session/lip-sync/lip-sync.js';
import { clipPackets, clipUnits } from '../peers/clip.js';
import { CeremonyLine, type Medium } from './ceremony-line.js';

const MINUTE_MS = 60_000;
const MINUTES = 120;
/** The sender's clock against the receiver's, and its sound card against its own clock: bad crystals. */
const HOST_PPM = 60;
const SOUND_CARD_PPM = -100;
/** Reports have come, and the picture, 600 ms ahead of the sound by its latency, has been slewed to it at 50 ms/s. */
const SETTLED_MS = 30_000;
/** Packets of one second, with room for what lip sync adds. */
const MOST_HELD = 200;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes in use once the collector has been: twice, because it sweeps buffers in the background, and waits for that first. */
function usedMb(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

async function media(): Promise<{ video: Medium; audio: Medium }> {
  const packets = await clipPackets(Infinity);
  const headers = packets.filter(({ kind }) => kind === 'header');
  const sound = packets.filter(({ kind }) => kind === 'audio');
  return {
    video: {
      format: h264,
      clockRate: 90_000,
      latencyMs: 400,
      speed: 1,
      options: {},
      headers: [],
      frames: clipUnits().map((bytes, index) => ({ bytes, ticks: index * 3000 })),
    },
    audio: {
      format: vorbis,
      options: { maxBundleMs: 0 },
      clockRate: 44_100,
      latencyMs: 1000,
      speed: 1 + SOUND_CARD_PPM / 1e6,
      headers: headers.map(({ bytes }) => bytes),
      frames: sound.map(({ bytes, timestampTicks }) => ({ bytes, ticks: timestampTicks })),
    },
  };
}

describe('the ceremony of the original, two hours in virtual time', () => {
  it('keeps picture and sound together, loses no frame that arrived, and takes no more memory at its end', async () => {
    const { video, audio } = await media();
    const time = new VirtualTime(5000);
    const senderClock = new HostClock(time, { skewPpm: HOST_PPM });
    const host = { time, senderClock, lipSync: new LipSync() };
    let worstMs = 0;
    const compare = (): void => {
      if (time.now < SETTLED_MS) return;
      worstMs = Math.max(worstMs, Math.abs(lines.video.lagMs - lines.audio.lagMs));
    };
    const lines = {
      video: new CeremonyLine(video, 100, host, compare),
      audio: new CeremonyLine(audio, 200, host, compare),
    };

    const used: number[] = [];
    for (let minute = 20; minute <= MINUTES; minute += 20) {
      time.run(5000 + minute * MINUTE_MS);
      used.push(usedMb());
    }

    expect(worstMs).toBeLessThan(40);
    for (const { counts, stream, receiving } of Object.values(lines)) {
      expect(counts.missing).toBe(0);
      expect(counts.whole).toBeGreaterThan(0.85 * counts.given);
      expect(counts.senderReports).toBeGreaterThan((MINUTES * 60) / 7);
      expect(counts.receiverReports).toBeGreaterThan((MINUTES * 60) / 7);
      const { statistics, packetsHeld } = receiving.incoming.get(stream.ssrc)!;
      expect(statistics.packetsDiscarded).toBe(0);
      expect(packetsHeld).toBeLessThan(MOST_HELD);
      expect(stream.statistics.remote?.packetsLost).toBeGreaterThan(0);
    }

    expect(used.at(-1)! - used[1]!).toBeLessThan(1);
  });
});
