// The ceremony of the original, live, for as long as one likes: node scripts/soak.mjs [--minutes 10]
// A line every 10 s, a verdict at the end: every frame whose packets arrived came out, picture and sound stayed together, memory
// stayed as it was, and reports went both ways.
import { parseArgs } from 'node:util';
import { readClipLoop } from './soak/clip-loop.mjs';
import { holdCeremony } from './soak/ceremony.mjs';
import { MemoryWatch } from './soak/memory-watch.mjs';

const LINE_MS = 10_000;
/** Reports have come, and the picture, 600 ms ahead of the sound by its latency, has been slewed to it at 50 ms/s. */
const SETTLING_MS = 30_000;
const LIMITS = { syncMs: 40, grownMb: 2, usedMb: 64, rssMb: 256 };

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const durationMs = Number(values.minutes) * 60_000;
if (!(durationMs >= 60_000)) {
  console.error(`--minutes is ${values.minutes}, expected a number from 1`);
  process.exit(2);
}

const memory = new MemoryWatch();
const sync = { nowMs: NaN, worstMs: 0, sinceLineMs: 0 };

const { lines, originMs, finished } = await holdCeremony(await readClipLoop(), durationMs, () => {
  sync.nowMs = lines.video.lagMs - lines.audio.lagMs;
  const errorMs = Math.abs(sync.nowMs);
  sync.sinceLineMs = Math.max(sync.sinceLineMs, errorMs || 0);
  if (performance.now() - originMs > SETTLING_MS) sync.worstMs = Math.max(sync.worstMs, errorMs);
});
const progress = setInterval(tellProgress, LINE_MS);
await finished;
clearInterval(progress);
process.exitCode = verdict() ? 0 : 1;

function tellProgress() {
  const elapsedMs = performance.now() - originMs;
  const { usedMb, rssMb } = memory.sample(elapsedMs);
  const seconds = Math.round(elapsedMs / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const media = Object.entries(lines).map(([medium, { ledger, statistics, bufferMs }]) => {
    const { out, missing } = ledger.counts;
    return `${medium} ${out} frames, ${missing} missing, ${statistics?.packetsLost} packets lost, buffer ${bufferMs.toFixed()} ms`;
  });
  const together = `sync ${sync.nowMs.toFixed(1)} ms, worst ${sync.sinceLineMs.toFixed(1)}`;
  console.log(`${clock}  ${media.join('; ')}; ${together}; ${usedMb.toFixed(1)} MB in use, rss ${rssMb.toFixed()}`);
  sync.sinceLineMs = 0;
}

function verdict() {
  const { grownMb, mostUsedMb, mostRssMb } = memory.since(SETTLING_MS);
  const checks = [
    [`picture and sound ${sync.worstMs.toFixed(1)} ms apart at the most`, sync.worstMs <= LIMITS.syncMs],
    [`memory in use ${mostUsedMb.toFixed(1)} MB at the most`, mostUsedMb <= LIMITS.usedMb],
    [`memory in use grown by ${grownMb.toFixed(2)} MB`, grownMb <= LIMITS.grownMb],
    [`process ${mostRssMb.toFixed()} MB at the most`, mostRssMb <= LIMITS.rssMb],
    ...Object.entries(lines).flatMap(([medium, line]) => checksOf(medium, line)),
  ];
  for (const [text, good] of checks) console.log(`${good ? 'ok  ' : 'FAIL'} ${text}`);
  return checks.every(([, good]) => good);
}

/** An interval of 5 s, drawn from half to one and a half of that, of which one in fifty is lost. */
function checksOf(medium, { ledger, reports, statistics }) {
  const { sent, whole, missing, damaged, out } = ledger.counts;
  const fewest = Math.floor(durationMs / 15_000);
  const { packetsDiscarded, packetsLost } = statistics;
  return [
    [
      `${medium}: ${sent} frames sent, ${whole} arrived whole, ${missing} of them missing`,
      whole > 0 && missing <= packetsDiscarded,
    ],
    [
      `${medium}: ${out} came out, ${damaged} damaged; ${packetsLost} packets lost, ${packetsDiscarded} late`,
      out >= whole,
    ],
    [
      `${medium}: ${reports.sender} sender and ${reports.receiver} receiver reports`,
      Math.min(reports.sender, reports.receiver) >= fewest,
    ],
  ];
}
