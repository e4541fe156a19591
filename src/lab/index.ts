/** The network lab: seeded randomness, virtual time, links and captures, for tests of ours and of those who use the library. */

export { Capture } from './capture.js';
export { type CaptureSurvey, CaptureSurveyor, type SurveyedSource } from './capture-survey.js';
export {
  constantDelay,
  exponentialDelay,
  normalDelay,
  occasionalDelay,
  summedDelay,
  uniformDelay,
  type DelayModel,
} from './delay-model.js';
export { burstLoss, gilbertElliottLoss, type GilbertElliottOptions } from './gilbert-elliott-loss.js';
export { HostClock, type HostClockOptions } from './host-clock.js';
export { Link, type LinkOptions, type LinkStatistics, type Reordering } from './link.js';
export type { LossModel } from './loss-model.js';
export { RateLimit, type RateLimitOptions } from './rate-limit.js';
export { readCapture, replay, type ReplayedDatagram } from './replay.js';
export type { Schedule } from './schedule.js';
export { SeededRandom } from './seeded-random.js';
export { shiftNumbers, type NumberShift } from './shift-numbers.js';
export type { SurveyedStream } from './stream-survey.js';
export { uniformLoss } from './uniform-loss.js';
export { VirtualHost, type VirtualHostListener } from './virtual-host.js';
export { VirtualTime } from './virtual-time.js';
