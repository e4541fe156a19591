import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, type AgendaMember } from '../../../src/session/participants/agenda.js';

class Member implements AgendaMember {
  visitMs = Infinity;
  place = -1;
}

describe('who is to be visited when', () => {
  it('takes those that are due, the earliest first, and each once', () => {
    const agenda = new Agenda<Member>();
    const members = [30, 10, 20, 40].map((visitMs) => {
      const member = new Member();
      agenda.set(member, visitMs);
      return member;
    });
    expect(agenda.nextMs).toBe(10);
    expect(agenda.take(30)).toEqual([members[1], members[2], members[0]]);
    expect([agenda.nextMs, agenda.take(30)]).toEqual([40, []]);
  });

  it('knows the earliest, whoever is put on it, moved and taken off', () => {
    const change = fc.tuple(fc.nat(19), fc.option(fc.nat(100)));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const agenda = new Agenda<Member>();
        const members = Array.from({ length: 20 }, () => new Member());
        const expected = new Map<Member, number>();
        for (const [index, visitMs] of changes) {
          const member = members[index]!;
          if (visitMs === null) agenda.delete(member);
          else agenda.set(member, visitMs);
          if (visitMs === null) expected.delete(member);
          else expected.set(member, visitMs);
          expect(agenda.nextMs).toBe(Math.min(...expected.values()));
        }
        expect(agenda.take(Infinity)).toHaveLength(expected.size);
      }),
    );
  });
});
