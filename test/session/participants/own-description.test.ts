import { describe, expect, it } from 'vitest';
import { OwnDescription } from '../../../src/session/participants/own-description.js';

function types(description: OwnDescription, reports: number, room = 1000): string[][] {
  return Array.from({ length: reports }, () => description.next(room).map(({ type }) => type));
}

describe('RFC 3550 §6.3.9 allocation of source description bandwidth', () => {
  it('is the CNAME alone where nothing else is told', () => {
    expect(new Set(types(new OwnDescription('me@here'), 100).flat())).toEqual(new Set(['CNAME']));
    expect(new OwnDescription('me@here').next(0)).toEqual([{ type: 'CNAME', value: 'me@here' }]);
  });

  it('has the CNAME in every report, one item more in every third: NAME in seven of eight, the others in turn', () => {
    const description = new OwnDescription('me@here', { email: 'me@mail', name: 'Me', tool: 'kit' });
    const reports = types(description, 96);
    expect(reports.every(([first]) => first === 'CNAME')).toBe(true);
    const further = reports.map(([, item]) => item ?? '');
    expect(further.filter((_, index) => index % 3 !== 0).every((item) => item === '')).toBe(true);
    const turns = further.filter((_, index) => index % 3 === 0);
    const seven = Array<string>(7).fill('NAME');
    expect(turns).toEqual([...seven, 'TOOL', ...seven, 'EMAIL', ...seven, 'TOOL', ...seven, 'EMAIL']);
  });

  it('prefers a NOTE, which tells what is now (§6.5.7)', () => {
    const turns = types(new OwnDescription('me@here', { name: 'Me', note: 'on the phone' }), 24);
    expect(turns.filter((items) => items[1] === 'NOTE')).toHaveLength(7);
    expect(turns.filter((items) => items[1] === 'NAME')).toHaveLength(1);
  });

  it('leaves out what does not fit into the datagram', () => {
    const description = new OwnDescription('me@here', { name: 'x'.repeat(100) });
    expect([description.next(101), description.next(0), description.next(0)].every(({ length }) => length === 1)).toBe(
      true,
    );
    expect(description.next(102)).toHaveLength(2);
  });

  it('refuses texts that are none, or too long', () => {
    expect(() => new OwnDescription(7 as unknown as string)).toThrow(TypeError);
    expect(() => new OwnDescription('me', { phone: 7 as unknown as string })).toThrow('sourceDescription.phone is 7');
    expect(() => new OwnDescription('me', { location: 'é'.repeat(128) })).toThrow(RangeError);
  });
});
