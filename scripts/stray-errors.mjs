// A reporter of vitest for what its JSON report leaves out: errors that no test has waited for. They fail the run as a whole.
import { writeFileSync } from 'node:fs';

/** The environment variable that says which file gets them, as JSON: an array of texts. */
export const STRAY_ERRORS = 'RTPKIT_STRAY_ERRORS';

export default class StrayErrors {
  onTestRunEnd(_modules, errors) {
    const texts = errors.map(({ stack, message, VITEST_TEST_PATH: path = '' }) => `${path}\n${stack ?? message}`);
    writeFileSync(process.env[STRAY_ERRORS], JSON.stringify(texts));
  }
}
