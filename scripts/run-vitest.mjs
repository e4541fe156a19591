// Runs vitest to its end and reads its JSON report, so that what failed can be said once more where it is read: last.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { STRAY_ERRORS } from './stray-errors.mjs';

const root = new URL('..', import.meta.url).pathname;
/** Lines of each failure's message. */
const LINES = 30;

/**
 * @param args for `vitest run`
 * @param options `quiet`: says nothing while it runs; `yields`: to all that is in more of a hurry; `stdout`: where what it says
 * goes, as of `spawn`
 * @returns how many tests passed and failed (at least one when vitest itself did), and a paragraph for each failure
 */
export async function runVitest(args, options = {}) {
  const { node = process.execPath, quiet = false, yields = false, environment = {}, stdout = 'inherit' } = options;
  const directory = mkdtempSync(join(tmpdir(), 'rtpkit-report-'));
  const [report, strays] = ['report.json', 'stray-errors.json'].map((name) => join(directory, name));
  // A log is read where escape codes are not understood, and often only its end.
  const colour = process.stdout.isTTY ? [] : ['--no-color'];
  const reports = ['--reporter=json', `--outputFile.json=${report}`, `--reporter=${root}scripts/stray-errors.mjs`];
  const reporters = [...(quiet ? [] : ['--reporter=default']), ...reports];
  const vitest = spawn(node, [`${root}node_modules/vitest/vitest.mjs`, 'run', ...colour, ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...environment, [STRAY_ERRORS]: strays },
    stdio: ['ignore', stdout, stdout],
  });
  if (yields) setPriority(vitest.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const [status] = await once(vitest, 'close');
  const { passed, failed, failures } = readReport(report, strays);
  rmSync(directory, { recursive: true });
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1), failures };
}

/** Says what failed, each from a line that begins with FAIL. */
export function tell(failures) {
  for (const failure of failures) console.log(`\n${failure}`);
  if (failures.length > 0) console.log('');
}

function readReport(report, strays) {
  try {
    const stray = JSON.parse(readFileSync(strays, 'utf8')).map((text) =>
      paragraph('an error that no test waits for', text),
    );
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const failures = [...testResults.flatMap(failuresOf), ...stray];
    const failed = Math.max(numTotalTests - numPassedTests, failures.length);
    return { passed: numPassedTests, failed, failures };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`FAIL the test runner left no report: ${error.message}`] };
  }
}

/** Of one file: its tests, or, where it did not get so far, the file itself. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = name.replace(root, '');
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [paragraph(file, message)];
  return failed.map(({ fullName, failureMessages }) => paragraph(`${file}: ${fullName}`, failureMessages.join('\n')));
}

/** Less the calls inside the runner and the libraries. */
function paragraph(title, message) {
  const lines = message.split('\n').filter((line) => !line.includes('/node_modules/'));
  return [`FAIL ${title}`, ...lines.slice(0, LINES).map((line) => `  ${line}`)].join('\n');
}
