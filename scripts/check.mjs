// The read-only checks, all of them to the end, one line each; ends with a plain line `N passed, N failed`.
import { spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;
const CHECKS = {
  types: ['tsc', '--noEmit', '-p', '.'],
  'types of the core, without Node': ['tsc', '--noEmit', '-p', 'tsconfig.core.json'],
  lint: ['oxlint', '--deny-warnings'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  publint: ['publint', '--strict'],
  'are the types wrong': ['attw', '--pack', '.', '--profile', 'node16'],
};

let failed = 0;
for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
  const { status, stdout, stderr } = spawnSync(`${root}node_modules/.bin/${command}`, args, {
    cwd: root,
    encoding: 'utf8',
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (status !== 0) {
    failed++;
    console.log(stdout + stderr);
  }
}
console.log(`${Object.keys(CHECKS).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
