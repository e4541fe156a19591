/** The network lab: seeded randomness, virtual time and a link, for tests of ours and of those who use the library. */

export { Link, type LinkOptions } from './link.js';
export { SeededRandom } from './seeded-random.js';
export { VirtualHost, type VirtualHostListener } from './virtual-host.js';
export { VirtualTime } from './virtual-time.js';
