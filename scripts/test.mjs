// `npm test`: every suite, or, where the interop peers cannot be had, all but theirs and one failure with the line to type.
// Says again at the end what failed, before a plain line `N passed, N failed`. Arguments go to vitest.
import { INSTALL_LINE, missingPeers } from './peers.mjs';
import { runVitest, tell } from './run-vitest.mjs';

const missing = missingPeers();
const projects = missing.length === 0 ? [] : ['--project', 'unit', '--project', 'live'];

const { passed, failed, failures } = runVitest([...projects, ...process.argv.slice(2)]);
const peers = `FAIL interop suites did not run: missing ${missing.join(', ')}. Type: ${INSTALL_LINE}`;
const all = missing.length === 0 ? { failed, failures } : { failed: failed + 1, failures: [...failures, peers] };
tell(all.failures);
console.log(`${passed} passed, ${all.failed} failed`);
process.exitCode = all.failed === 0 ? 0 : 1;
