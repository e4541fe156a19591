import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LearntAddressAllowance } from '../../../src/session/reports/learnt-address-allowance.js';

describe('what may be sent to an address that was only learnt', () => {
  it('is no more than has come from it', () => {
    const allowance = new LearntAddressAllowance();
    allowance.limit('192.0.2.66');
    expect(allowance.spend(1)).toBe(false);
    allowance.received(100, '192.0.2.66');
    allowance.received(1000, '192.0.2.1');
    expect(allowance.spend(101)).toBe(false);
    expect(allowance.spend(60)).toBe(true);
    expect(allowance.spend(41)).toBe(false);
    expect(allowance.spend(40)).toBe(true);
  });

  it('is anything where the address was told', () => {
    const allowance = new LearntAddressAllowance();
    expect(allowance.spend(1400)).toBe(true);
    allowance.limit('192.0.2.66');
    expect(allowance.spend(1400)).toBe(false);
    allowance.limit(undefined);
    expect(allowance.spend(1400)).toBe(true);
  });

  it('begins anew with another address', () => {
    const allowance = new LearntAddressAllowance();
    allowance.limit('192.0.2.1');
    allowance.received(1000, '192.0.2.1');
    allowance.limit('192.0.2.66');
    expect(allowance.spend(1)).toBe(false);
    allowance.limit('192.0.2.1');
    expect(allowance.spend(1)).toBe(false);
  });

  it('never adds up to more, in whatever order datagrams come and go', () => {
    const event = fc.record({ host: fc.constantFrom('victim', 'other'), octets: fc.integer({ min: 0, max: 70_000 }) });
    const property = fc.property(fc.array(fc.tuple(fc.boolean(), event)), (events) => {
      const allowance = new LearntAddressAllowance();
      allowance.limit('victim');
      let received = 0;
      let sent = 0;
      for (const [comes, { host, octets }] of events) {
        if (comes && host === 'victim') received += octets;
        if (comes) allowance.received(octets, host);
        else if (allowance.spend(octets)) sent += octets;
        expect(sent).toBeLessThanOrEqual(received);
      }
    });
    fc.assert(property);
  });
});
