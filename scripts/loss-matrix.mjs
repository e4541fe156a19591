// The whole loss matrix of test/lab/loss-matrix.test.ts, of which `npm test` runs a pairwise choice: one line per cell, then the sums.
import { spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [`${root}node_modules/vitest/vitest.mjs`, 'run', '--project', 'unit', 'test/lab/loss-matrix.test.ts'],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, RTPKIT_LOSS_MATRIX: 'whole', NO_COLOR: '1' },
    maxBuffer: 2 ** 28,
  },
);
const cells = [...stdout.matchAll(/cell (\{.*\})/g)].map(([, json]) => JSON.parse(json));
const columns = Object.keys(cells[0] ?? {});
console.log(columns.map((name) => name.padStart(11)).join(''));
for (const cell of cells) console.log(columns.map((name) => String(cell[name]).padStart(11)).join(''));
const sum = (name) => cells.reduce((total, cell) => total + cell[name], 0);
console.log(
  `${cells.length} cells: ${sum('inTime')} frames in time, all delivered; ${sum('delivered')} delivered, ` +
    `${sum('leftOut')} left out within 1 ms of a deadline, ${sum('late')} packets late`,
);
if (status !== 0) console.log(stdout.slice(stdout.indexOf('Failed Tests')), stderr);
process.exitCode = status ?? 1;
