/**
 * Set up before every suite: fast-check draws from one seed, so that a run can be repeated. The environment variable
 * RTPKIT_SEED names another one, or is `random`.
 */

import * as fc from 'fast-check';

const { RTPKIT_SEED = '3550' } = process.env;
const seed = RTPKIT_SEED === 'random' ? {} : { seed: Number.parseInt(RTPKIT_SEED, 10) };
fc.configureGlobal({ ...seed, includeErrorInReport: true });
