import { describe, expect, it } from 'vitest';
import { randomCanonicalName } from '../../../src/session/participants/canonical-name.js';

describe('RFC 7022 §4.2 canonical name', () => {
  it('is 96 random bits in base64', () => {
    let next = 0x0123_4567;
    const name = randomCanonicalName(() => (next += 0x1111_1111));
    expect(name).toBe('EjRWeCNFZ4k0Vnia');
    expect(name).toHaveLength(16);
  });
});
