/** Which datagrams a link loses. */

import type { SeededRandom } from './seeded-random.js';

/** Made anew for each link, from the link's randomness; then asked once for each datagram, in order, whether it is lost. */
export type LossModel = (random: SeededRandom) => () => boolean;
