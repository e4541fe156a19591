/** Lip sync across the endpoints of a process: video and audio have a socket pair each, and one CNAME. */

import { LipSync } from '../../session/lip-sync/lip-sync.js';

/** All sessions of a process run on one monotonic clock, so that they can share it. */
export const processLipSync: LipSync = new LipSync();
