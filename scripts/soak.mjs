// The ceremony of the original, live, for as long as one likes: node scripts/soak.mjs [--minutes 10] [--source clip|test]
// A line every 10 s, a verdict at the end: every frame whose packets arrived came out, picture and sound stayed together, memory
// stayed as it was, and reports went both ways. `test` has child processes encode, where GStreamer or FFmpeg is installed.
import { parseArgs } from 'node:util';
import { LipSync } from '../dist/node.js';
import { ClipLoop } from './soak/clip-loop.mjs';
import { Line } from './soak/line.mjs';
import { MemoryWatch } from './soak/memory-watch.mjs';
import { StallWatch } from './soak/stall-watch.mjs';
import { TestDevices } from './soak/test-devices.mjs';

const LINE_MS = 10_000;
/** Reports have come, and the picture, 600 ms ahead of the sound by its latency, has been slewed to it at 50 ms/s. */
const SETTLING_MS = 30_000;
const LIMITS = { syncMs: 40, grownMb: 2, usedMb: 64, rssMb: 256 };
const SOURCES = { clip: ClipLoop, test: TestDevices };

const { minutes, source: sourceName } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, source: { type: 'string', default: 'clip' } },
}).values;
const durationMs = Number(minutes) * 60_000;
if (!(durationMs >= 60_000)) usage(`--minutes is ${minutes}, expected a number from 1`);
if (!Object.hasOwn(SOURCES, sourceName)) usage(`--source is ${sourceName}, expected clip or test`);

const memory = new MemoryWatch();
const stallWatch = new StallWatch();
const sync = { nowMs: NaN, worstMs: 0, sinceLineMs: 0, comparisons: 0 };
const source = await SOURCES[sourceName].open();
const lipSync = new LipSync();
const lines = {
  video: await Line.open('video', source, { lipSync, seed: 1, onFrame: compare }),
  audio: await Line.open('audio', source, { lipSync, seed: 5, onFrame: compare }),
};
const startMs = performance.now();
const progress = setInterval(tellProgress, LINE_MS);
await source.play(lines, durationMs);
await Promise.all(Object.values(lines).map((line) => line.close()));
clearInterval(progress);
process.exitCode = verdict() ? 0 : 1;

/** How much later than the sound of its instant a picture is presented. */
function compare() {
  sync.nowMs = lines.video.lagMs - lines.audio.lagMs;
  const errorMs = Math.abs(sync.nowMs);
  sync.sinceLineMs = Math.max(sync.sinceLineMs, errorMs || 0);
  const nowMs = performance.now();
  if (stallWatch.isExcused(nowMs) || nowMs - startMs < SETTLING_MS) return;
  sync.comparisons++;
  sync.worstMs = Math.max(sync.worstMs, errorMs); // NaN, which is no pass, if one of them still has no time.
}

function tellProgress() {
  const elapsedMs = performance.now() - startMs;
  const { usedMb, rssMb } = memory.sample(elapsedMs);
  const seconds = Math.round(elapsedMs / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const media = Object.values(lines).map(({ medium, ledger, statistics, bufferMs }) => {
    const { out, missing } = ledger.counts;
    const lost = `${missing} missing, ${statistics?.packetsLost} packets lost`;
    return `${medium} ${out} frames, ${lost}, buffer ${bufferMs.toFixed()} ms`;
  });
  const together = `sync ${sync.nowMs.toFixed(1)} ms, worst ${sync.sinceLineMs.toFixed(1)}`;
  console.log(`${clock}  ${media.join('; ')}; ${together}; ${usedMb.toFixed(1)} MB in use, rss ${rssMb.toFixed()}`);
  sync.sinceLineMs = 0;
}

function verdict() {
  const { grownMb, mostUsedMb, mostRssMb } = memory.since(SETTLING_MS);
  const stalls = stallWatch.stalls === 0 ? '' : `, less what followed ${stallWatch.stalls} stalls of the machine`;
  const checks = [
    [
      `picture and sound ${sync.worstMs.toFixed(1)} ms apart at the most, ${sync.comparisons} times${stalls}`,
      sync.comparisons > 0 && sync.worstMs <= LIMITS.syncMs,
    ],
    [`memory in use ${mostUsedMb.toFixed(1)} MB at the most`, mostUsedMb <= LIMITS.usedMb],
    [`memory in use grown by ${grownMb.toFixed(2)} MB`, grownMb <= LIMITS.grownMb],
    [`process ${mostRssMb.toFixed()} MB at the most`, mostRssMb <= LIMITS.rssMb],
    ...Object.values(lines).flatMap(checksOf),
  ];
  for (const [text, good] of checks) console.log(`${good ? 'ok  ' : 'FAIL'} ${text}`);
  return checks.every(([, good]) => good);
}

function checksOf({ medium, ledger, reports, statistics }) {
  const { sent, whole, missing, damaged, out } = ledger.counts;
  const { packetsDiscarded = Infinity, packetsLost } = statistics ?? {};
  // The interval is 5 s, drawn from half to one and a half of that, and one report in fifty is lost.
  const fewestReports = Math.floor(durationMs / 15_000);
  return [
    [
      `${medium}: ${sent} frames sent, ${whole} arrived whole, ${missing} of them did not come out`,
      whole > sent / 2 && missing <= packetsDiscarded,
    ],
    [
      `${medium}: ${out} came out, ${damaged} damaged; ${packetsLost} packets lost, ${packetsDiscarded} late`,
      out >= whole,
    ],
    [
      `${medium}: ${reports.sender} sender and ${reports.receiver} receiver reports`,
      Math.min(reports.sender, reports.receiver) >= fewestReports,
    ],
  ];
}

function usage(message) {
  console.error(message);
  process.exit(2);
}
