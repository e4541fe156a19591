import { describe, expect, it } from 'vitest';
import { sizeOnTheWay } from '../../../src/session/reports/lower-layers.js';

describe('RFC 3550 §6.2 lower layers', () => {
  it.each([
    ['192.0.2.1', 128],
    ['2001:db8::1', 148],
    ['fe80::1%eth0', 148],
  ])('adds the headers of IP and UDP on the way to %s', (host, size) => expect(sizeOnTheWay(100, host)).toBe(size));
});
