import { describe, expect, it } from 'vitest';
import { depayload, line, packet, short } from './received.js';
import { hex } from '../../hex.js';

describe('RFC 6184 §5.1 the end of an access unit', () => {
  it('is the change of the timestamp', () => {
    const { units } = depayload(['1 90 0910', '2 90 4188', '3 180 4199']);
    expect(units.map(short)).toEqual(['0910 4188 timestamp']);
  });

  it('is the marker, early, once a slice is there', () => {
    const { units } = depayload(['1 90 M 6742', '2 90 M 68cb', '3 90 M 6588']);
    expect(units.map(short)).toEqual(['6742 68cb 6588 marker']);
  });

  it('is not a marker in the middle of a fragmented NAL unit', () => {
    const { units } = depayload(['1 90 4188', '2 90 M 7c85 aa', '3 90 7c45 bb', '4 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 65aabb timestamp', '4188 marker']);
  });

  it('is the end of the stream', () => {
    const { units, depayloader } = depayload(['1 90 4188']);
    depayloader.flush();
    expect(units.map(short)).toEqual(['4188 ! flush']);
    depayloader.flush();
    expect(units).toHaveLength(1);
  });

  it('starts afresh after flush', () => {
    const { units, depayloader } = depayload(['1 90 M 4188']);
    depayloader.flush();
    depayloader.push(line('40000 90 M 4199'));
    expect(units.map(short)).toEqual(['4188 marker', '4199 marker']);
    expect(depayloader.statistics.markerInsideAccessUnit).toBe(0);
  });
});

describe('whether an access unit is complete', () => {
  it('is doubtful for both neighbours when the loss lies between two timestamps', () => {
    const { units } = depayload(['1 90 4188', '3 180 M 4199', '4 270 M 41aa']);
    expect(units.map(short)).toEqual(['4188 ! timestamp', '4199 ! marker', '41aa marker']);
  });

  it('is sure for the one before when its marker was seen', () => {
    const { units } = depayload(['1 90 M 4188', '3 180 M 4199', '4 270 M 41aa']);
    expect(units.map(short)).toEqual(['4188 marker', '4199 ! marker', '41aa marker']);
  });

  it('is sure for the one behind when the only packet that is missing was the end of a NAL unit of the one before', () => {
    const key = ['4 180 M 78 0002 6742 0002 6588'];
    expect(depayload(['1 90 7c85 aa', '2 90 7c05 bb', ...key]).units.map(short)).toEqual(['6742 6588 marker']);
    expect(depayload(['1 90 7c85 aa', ...key]).units.map(short)).toEqual(['6742 6588 ! marker']);
    expect(depayload(['1 90 4188', '2 90 7c85 aa', ...key]).units.map(short)).toEqual([
      '4188 ! timestamp',
      '6742 6588 marker',
    ]);
  });

  it('is sure for the one behind when it begins with its delimiter, which nothing of it can precede', () => {
    const { units } = depayload(['1 90 M 4188', '3 180 0910', '4 180 M 4199']);
    expect(units.map(short)).toEqual(['4188 marker', '0910 4199 marker']);
    const aggregated = depayload(['1 90 4188', '3 180 M 78 0002 0910 0002 4199']);
    expect(aggregated.units.map(short)).toEqual(['4188 ! timestamp', '0910 4199 marker']);
  });

  it('is no when anything, usable or not, stands between the loss and the delimiter', () => {
    const { units } = depayload([
      '1 90 M 4188',
      '3 180 06aa',
      '4 180 0910',
      '5 180 M 4199',
      '7 270 7c05 aa',
      '8 270 0910',
    ]);
    expect(units.map(short)).toEqual(['4188 marker', '06aa 0910 4199 ! marker']);
    const unusable = depayload(['1 90 M 4188', '3 180 7d05 aa', '4 180 0910', '5 180 M 4199']);
    expect(unusable.units.map(short)).toEqual(['4188 marker', '0910 4199 ! marker']);
  });

  it('is no when packets are lost behind the delimiter', () => {
    expect(depayload(['1 90 M 4188', '3 180 0910', '5 180 M 4199']).units.map(short).slice(1)).toEqual([
      '0910 4199 ! marker',
    ]);
  });

  it('is no for a loss inside', () => {
    expect(depayload(['1 90 0910', '3 90 M 4199']).units.map(short)).toEqual(['0910 4199 ! marker']);
  });

  it('is no after gap(), even where the sequence numbers go on', () => {
    const { units, depayloader } = depayload(['1 90 M 4188']);
    depayloader.gap();
    depayloader.push(line('2 180 M 4199'));
    expect(units.map(short)).toEqual(['4188 marker', '4199 ! marker']);
  });

  it('keeps a loss in mind across an empty payload', () => {
    const { units } = depayload(['1 90 M 4188', '3 180', '4 180 M 4199']);
    expect(units.map(short)).toEqual(['4188 marker', '4199 ! marker']);
  });

  it('follows sequence numbers across the wrap', () => {
    expect(depayload(['65535 90 0910', '0 90 M 4199']).units.map(short)).toEqual(['0910 4199 marker']);
  });

  it('is not touched by duplicates', () => {
    const { units, statistics } = depayload(['1 90 0910', '1 90 0910', '2 90 M 4199', '2 90 M 4199', '3 180 M 41aa']);
    expect(units.map(short)).toEqual(['0910 4199 marker', '41aa marker']);
    expect(statistics.duplicatePackets).toBe(2);
  });

  it('takes the same sequence number with another timestamp for a new start', () => {
    expect(depayload(['1 90 M 4188', '1 999 M 4199']).units.map(short)).toEqual(['4188 marker', '4199 ! marker']);
  });
});

describe('markers inside access units', () => {
  /** A camera that marks each of its two slices; `count` access units from sequence number 0 on. */
  function markingCamera(count: number): string[] {
    return Array.from({ length: count }, (_, unit) => [
      `${2 * unit} ${90 * unit} M 4188`,
      `${2 * unit + 1} ${90 * unit} M 4108`,
    ]).flat();
  }

  it('B54: are found out at the first unit, which is cut and counted; from then on the timestamp rules', () => {
    const { units, statistics } = depayload(markingCamera(4));
    expect(units.map(short)).toEqual(['4188 marker', '4108 ! timestamp', '4188 4108 timestamp', '4188 4108 timestamp']);
    expect(statistics).toMatchObject({ accessUnitsCutByMarker: 1, markerInsideAccessUnit: 4 });
  });

  it('B54: are believed again after 50 units of good behaviour', () => {
    const bad = markingCamera(1);
    const good = Array.from({ length: 53 }, (_, unit) => `${2 + unit} ${1000 + unit} M 4188`);
    const ends = depayload([...bad, ...good]).units.map((unit) => unit.endedBy);
    expect(ends.slice(0, 2)).toEqual(['marker', 'timestamp']);
    expect(ends.slice(2)).toEqual([...Array.from({ length: 50 }, () => 'timestamp'), 'marker', 'marker', 'marker']);
  });

  it('B54: are counted anew by one more', () => {
    const bad = (from: number) => [`${from} ${from} 4188`, `${from + 1} ${from} M 4188`, `${from + 2} ${from} M 4108`];
    const good = Array.from({ length: 30 }, (_, unit) => `${4 + unit} ${1000 + unit} M 4188`);
    const { units } = depayload([
      ...bad(1),
      ...good,
      ...bad(34),
      ...good.map((text) => `${36 + Number.parseInt(text)} 7${text.slice(text.indexOf(' ') + 1)}`),
    ]);
    expect(units.slice(1).every((unit) => unit.endedBy === 'timestamp')).toBe(true);
  });

  it('B54: do not make the last unit complete while they are not believed', () => {
    const { units, depayloader } = depayload(markingCamera(3).slice(0, -1));
    depayloader.flush();
    expect(units.map(short).at(-1)).toBe('4188 ! flush');
  });

  it('B54: may be missing', () => {
    const { units } = depayload(['1 90 4188', '2 180 4188', '3 270 4188']);
    expect(units.map(short)).toEqual(['4188 timestamp', '4188 timestamp']);
  });

  it('B54: end units again when the timestamp never changes', () => {
    const { depayloader, units, statistics } = depayload([], { maxNalUnits: 20 });
    for (let count = 0; count < 100; count++) depayloader.push(packet(count, 0, hex('4188'), true));
    expect(statistics.oversizedAccessUnits).toBe(1);
    expect(units.map(short)).toEqual(Array.from({ length: 100 - 21 }, () => '4188 marker'));
  });
});
