import { describe, expect, it } from 'vitest';
import { H264Depayloader, type AccessUnit } from '../../../src/payloaders/h264/index.js';
import { hex } from '../../hex.js';
import { depayload, line, packet, short } from './received.js';

// All payloads by hand from RFC 6184 §5.6 to §5.8. 65 IDR slice, 41 slice, 67 SPS, 68 PPS, 06 SEI, 09 delimiter;
// 7c FU-A of NRI 3, then 85 start, 05 middle, 45 end of type 5; 78 STAP-A of NRI 3.

describe('RFC 6184 §5.6 single NAL unit packets', () => {
  it('hands out an access unit at its marker', () => {
    const { units, statistics } = depayload(['1 90 0910', '2 90 M 6588aa']);
    expect(units.map(short)).toEqual(['0910 6588aa marker']);
    expect(units[0]).toMatchObject({ timestamp: 90, keyFrame: true });
    expect(statistics).toMatchObject({ accessUnits: 1, incompleteAccessUnits: 0 });
  });

  it('does not confuse its own octets with what stands around the payload', () => {
    const { units } = depayload(['1 90 M 41']);
    expect(units.map(short)).toEqual(['41 marker']);
  });

  it('gives Annex B and AVC', () => {
    const [unit] = depayload(['1 90 0910', '2 90 M 6588aa']).units;
    expect(unit!.toAnnexB()).toEqual(hex('000000010910 000000016588aa'));
    expect(unit!.toAvc()).toEqual(hex('000000020910 000000036588aa'));
    expect(unit!.toAvc(1)).toEqual(hex('020910 036588aa'));
    expect(unit!.toAvc(2)).toEqual(hex('00020910 00036588aa'));
  });
});

describe('RFC 6184 §5.7.1 STAP-A', () => {
  it('takes the members apart', () => {
    const { units } = depayload(['1 90 M 78 0002 0910 0003 6588aa']);
    expect(units.map(short)).toEqual(['0910 6588aa marker']);
  });

  it.each([
    ['size past the end', '78 0002 0910 0004 6588aa'],
    ['one octet behind the last unit', '78 0002 0910 00'],
    ['size 0', '78 0000 0002 0910'],
    ['no unit at all', '78'],
    ['half a size', '78 00'],
    ['an aggregate as a member', '78 0003 780910'],
    ['a fragment as a member', '78 0003 7c85aa'],
  ])('B40: drops the whole aggregate for %s', (_, payload) => {
    const { units, statistics } = depayload([`1 90 ${payload}`, '2 90 M 4188']);
    expect(units.map(short)).toEqual(['4188 ! marker']);
    expect(statistics.malformedAggregates).toBe(1);
  });
});

describe('RFC 6184 §5.8 fragmentation units', () => {
  it('joins fragments and takes the header from indicator and FU header', () => {
    const { units } = depayload(['1 90 7c85 aabb', '2 90 7c05 cc', '3 90 M 7c45 dd']);
    expect(units.map(short)).toEqual(['65aabbccdd marker']);
  });

  it('accepts fragments without octets', () => {
    const { units } = depayload(['1 90 7c85', '2 90 7c05', '3 90 M 7c45 dd']);
    expect(units.map(short)).toEqual(['65dd marker']);
  });

  it.each([
    ['no octet', '1 90', 'emptyPayloads', '4188 marker'],
    ['only the indicator', '1 90 7c', 'malformedFragments', '4188 ! marker'],
    ['start and end without octets', '1 90 7cc5', 'malformedFragments', '4188 ! marker'],
    ['a middle without octets', '1 90 7c05', 'fragmentsWithoutStart', '4188 ! marker'],
  ] as const)('B41: survives a payload with %s', (_, first, reason, expected) => {
    const { units, statistics } = depayload([first, '2 90 M 4188']);
    expect(units.map(short)).toEqual([expected]);
    expect(statistics[reason]).toBe(1);
  });

  it('B41: keeps NAL units of one octet, such as end of sequence', () => {
    expect(depayload(['1 90 4188', '2 90 0a', '3 180 M 4188']).units.map(short)[0]).toBe('4188 0a timestamp');
  });

  it('B42: drops the unit when the start fragment was never seen', () => {
    const { units, depayloader, statistics } = depayload(['1 90 7c05 aa', '2 90 M 7c45 bb', '3 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(depayloader.framesDropped).toBe(1);
    expect(statistics).toMatchObject({ fragmentsWithoutStart: 2, lostAccessUnits: 1, accessUnits: 1 });
  });

  it.each([
    ['a new start', ['2 90 7c85 bb', '3 90 M 7c45 cc'], '65bbcc ! marker'],
    ['a single NAL unit', ['2 90 M 4188'], '4188 ! marker'],
    ['an aggregate', ['2 90 M 78 0002 4188'], '4188 ! marker'],
  ])('B43: drops what is open at %s', (_, rest, expected) => {
    const { units, statistics } = depayload(['1 90 7c85 aa', ...rest]);
    expect(units.map(short)).toEqual([expected]);
    expect(statistics.interruptedNalUnits).toBe(1);
  });

  it('B43: drops what is open at a new timestamp', () => {
    const { units, statistics } = depayload(['1 90 4188', '2 90 7c85 aa', '3 180 7c45 bb', '4 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 ! timestamp', '4188 ! marker']);
    expect(statistics).toMatchObject({ interruptedNalUnits: 1, fragmentsWithoutStart: 1 });
  });

  it('B43: drops what is open at a gap in the sequence numbers, and never splices', () => {
    const { units, statistics } = depayload(['1 90 7c85 aa', '3 90 M 7c45 cc', '4 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(statistics).toMatchObject({ interruptedNalUnits: 1, fragmentsWithoutStart: 1, lostAccessUnits: 1 });
  });

  it('B43: drops what is open at gap()', () => {
    const { units, depayloader } = depayload(['1 90 7c85 aa']);
    depayloader.gap();
    depayloader.push(line('2 90 M 7c45 cc'));
    depayloader.flush();
    expect(units).toEqual([]);
  });

  it('B44: keeps memory bounded when no fragment ever ends', () => {
    const { depayloader, units, statistics } = depayload([], { maxAccessUnitBytes: 100_000 });
    const fragment = new Uint8Array(1002);
    fragment.set(hex('7c05'));
    depayloader.push(packet(0, 90, hex('7c85aa')));
    for (let count = 1; count < 1000; count++) depayloader.push(packet(count, 90, fragment));
    depayloader.push(packet(1000, 180, hex('4188'), true));
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(statistics).toMatchObject({ oversizedAccessUnits: 1, interruptedNalUnits: 0 });
  });

  it('B44: counts packets, too, because each holds a datagram', () => {
    const { depayloader, statistics } = depayload([], { maxAccessUnitBytes: 100_000 });
    depayloader.push(packet(0, 90, hex('7c85aa')));
    for (let count = 1; count < 200; count++) depayloader.push(packet(count, 90, hex('7c05')));
    expect(statistics.oversizedAccessUnits).toBe(1);
  });

  it('B45: takes start and end in one fragment as a whole NAL unit', () => {
    expect(depayload(['1 90 M 7cc5 aabb']).units.map(short)).toEqual(['65aabb marker']);
  });

  it('B46: takes NRI from the first fragment and ignores the reserved bit', () => {
    const { units } = depayload(['1 90 7c85 aa', '2 90 3c25 bb', '3 90 M 1c45 cc']);
    expect(units.map(short)).toEqual(['65aabbcc marker']);
  });

  it('B46: drops a unit whose fragments disagree on the type', () => {
    const { units, statistics } = depayload(['1 90 7c85 aa', '2 90 7c01 bb', '3 90 M 7c45 cc', '4 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(statistics).toMatchObject({ malformedFragments: 1, interruptedNalUnits: 1, fragmentsWithoutStart: 1 });
  });

  it.each([0, 24, 28, 31])('B46: drops a fragment of type %i', (type) => {
    const { depayloader, statistics } = depayload([]);
    depayloader.push(packet(1, 90, Uint8Array.of(0x7c, 0xc0 | type, 0xaa), true));
    expect(statistics).toMatchObject({ malformedFragments: 1, accessUnits: 0 });
  });

  it('B48: drops an end whose unit has no octets', () => {
    const { units, statistics } = depayload(['1 90 7c85', '2 90 M 7c45', '3 180 M 4188']);
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(statistics.malformedFragments).toBe(1);
  });
});

describe('RFC 6184 §5.2 payload structures that are not for modes 0 and 1', () => {
  it.each([0, 25, 26, 27, 29, 30, 31])('B47: counts type %i as unsupported and marks the unit', (type) => {
    const { depayloader, units, statistics } = depayload([]);
    depayloader.push(packet(1, 90, Uint8Array.of(0x60 | type, 0x85)));
    depayloader.push(line('2 90 M 4188'));
    depayloader.push(line('3 180 M 4188'));
    expect(units.map(short)).toEqual(['4188 ! marker', '4188 marker']);
    expect(statistics.unsupportedPayloads).toBe(1);
  });

  it('B49: passes on slices and extension slices that are all header', () => {
    const { units } = depayload(['1 90 41', '2 90 14', '3 90 M 14e000']);
    expect(units.map(short)).toEqual(['41 14 14e000 marker']);
  });
});

describe('limits of an access unit', () => {
  it('B52: drops an access unit with too many NAL units and goes on with the next', () => {
    const { depayloader, units, statistics } = depayload([], { maxNalUnits: 50 });
    for (let count = 0; count < 60; count++) depayloader.push(packet(count, 90, hex('0680')));
    depayloader.push(packet(60, 90, hex('4188'), true));
    depayloader.push(packet(61, 180, hex('4188'), true));
    expect(units.map(short)).toEqual(['4188 marker']);
    expect(statistics.oversizedAccessUnits).toBe(1);
  });

  it('B52: holds a thousand NAL units from one aggregate by default', () => {
    const { depayloader, units } = depayload([]);
    const member = [0, 2, 0x41, 0x88];
    depayloader.push(
      packet(1, 90, Uint8Array.from([0x78, ...Array.from({ length: 1000 }, () => member).flat()]), true),
    );
    depayloader.push(
      packet(2, 180, Uint8Array.from([0x78, ...Array.from({ length: 1001 }, () => member).flat()]), true),
    );
    expect(units.map((unit) => unit.nalUnits.length)).toEqual([1000]);
  });

  it('throws RangeError for limits that are no positive integers', () => {
    expect(() => depayload([], { maxAccessUnitBytes: 0 })).toThrow(RangeError);
    expect(() => depayload([], { maxNalUnits: 1.5 })).toThrow(RangeError);
  });
});

describe('parameter sets of a receiver', () => {
  const SPS = '6742c015d90141fb016a0c0c0d4a000003000200000300791e2c5c90'; // x264 core 164, 320x240
  const PPS = '68cb8cb2';

  function described(sprop: string) {
    return new H264Depayloader(() => undefined, { 'sprop-parameter-sets': sprop });
  }

  it('are kept from the description and from the stream', () => {
    const depayloader = described(Buffer.from(SPS, 'hex').toString('base64'));
    expect(depayloader.parameterSets.nalUnits).toEqual([hex(SPS)]);
    depayloader.push(line(`1 90 ${PPS}`));
    expect(depayloader.parameterSets.nalUnits).toEqual([hex(SPS), hex(PPS)]);
    expect(depayloader.parameterSets.describe()).toMatchObject({ width: 320, height: 240, reorderFrames: 0 });
  });

  it('are copies, whatever becomes of a datagram in a Node Buffer', () => {
    const depayloader = new H264Depayloader(() => undefined);
    const datagram = Buffer.from(PPS, 'hex');
    depayloader.push({ ...line('1 90'), bytes: datagram, payloadOffset: 0, payloadEnd: datagram.length });
    datagram.fill(0);
    expect(depayloader.parameterSets.nalUnits).toEqual([hex(PPS)]);
  });

  it.each([
    ['empty', '', 0],
    ['not base64', '!!!!,aMuMsg==', 1],
    ['a truncated SPS', 'Z0LAFQ==,aMuMsg==', 1],
    ['no parameter set', 'QYg=', 1],
    ['only commas', ',,', 0],
  ])('B53: come from the stream when sprop-parameter-sets is %s', (_, sprop, invalid) => {
    const depayloader = described(sprop);
    expect(depayloader.statistics.invalidParameterSets).toBe(invalid);
    depayloader.push(line(`1 90 ${SPS}`));
    expect(depayloader.parameterSets.describe()).toMatchObject({ width: 320 });
  });

  it('B53: may have the PPS before its SPS', () => {
    const depayloader = described(`aMuMsg==,${Buffer.from(SPS, 'hex').toString('base64')}`);
    expect(depayloader.statistics.invalidParameterSets).toBe(0);
    expect(depayloader.parameterSets.nalUnits).toEqual([hex(SPS), hex(PPS)]);
  });

  it('are put into key frames that lack them, unless told otherwise', () => {
    const lines = [`1 90 ${SPS}`, `2 90 ${PPS}`, '3 90 M 6588', '4 180 0910', '5 180 M 6588', '6 270 M 4188'];
    const { units } = depayload(lines);
    expect(units.map(short)).toEqual([`${SPS} ${PPS} 6588 marker`, `0910 ${SPS} ${PPS} 6588 marker`, '4188 marker']);
    const asSent = depayload(lines, { insertParameterSets: false }).units;
    expect(asSent.map(short).slice(1)).toEqual(['0910 6588 marker', '4188 marker']);
  });

  it('of another id are not put into a key frame that brings its own', () => {
    const units: AccessUnit[] = [];
    // A PPS of id 1 that refers to SPS 0: ue(1) = 010, ue(0) = 1.
    const depayloader = new H264Depayloader((unit) => units.push(unit), { 'sprop-parameter-sets': 'aFg=' });
    for (const text of [`1 90 ${SPS}`, `2 90 ${PPS}`, '3 90 M 6588', '4 180 M 6588']) depayloader.push(line(text));
    expect(units.map(short)).toEqual([`${SPS} ${PPS} 6588 marker`, `${SPS} ${PPS} 6858 6588 marker`]);
  });
});

describe('key frames', () => {
  // 06: recovery point (type 6, 1 octet), then user data of 2 octets; by hand from ISO 14496-10 §7.3.2.3.
  const recovery = '06 0601c4 0502aabb 80';

  it('are IDR pictures', () => {
    expect(depayload(['1 90 M 6588', '2 180 M 4188']).units.map((unit) => unit.keyFrame)).toEqual([true, false]);
  });

  it('are recovery points on request', () => {
    const lines = [`1 90 ${recovery}`, '2 90 M 4188', '3 180 060502aabb80', '4 180 M 4188'];
    expect(depayload(lines).units.map((unit) => unit.keyFrame)).toEqual([false, false]);
    const { units } = depayload(lines, { recoveryPointIsKeyFrame: true });
    expect(units.map((unit) => unit.keyFrame)).toEqual([true, false]);
  });
});
