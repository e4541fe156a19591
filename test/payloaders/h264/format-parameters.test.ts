import { describe, expect, it } from 'vitest';
import { h264 } from '../../../src/payloaders/h264/h264.js';
import { h264FormatParameters, ParameterSets, parseSpropParameterSets } from '../../../src/payloaders/h264/index.js';
import { hex } from '../../hex.js';

describe('RFC 6184 §8.1 packetization-mode', () => {
  it.each([{}, { 'packetization-mode': '0' }, { 'packetization-mode': '1' }])('can be %o', (parameters) => {
    expect(h264.rejectParameters(parameters as Record<string, string>)).toBeUndefined();
  });

  it.each([
    ['2', 'interleaved-mode-unsupported'],
    ['3', 'packetization-mode-unknown'],
    ['one', 'packetization-mode-unknown'],
  ])('cannot be %s', (mode, reason) => {
    expect(h264.rejectParameters({ 'packetization-mode': mode })).toMatchObject({ reason });
  });
});

describe('RFC 6184 §8.1 sprop-parameter-sets', () => {
  it('are read as they are written', () => {
    const sets = [hex('6742c015d9'), hex('68cb8cb2')];
    const { nalUnits, rejects } = parseSpropParameterSets(h264FormatParameters(1, sets)['sprop-parameter-sets']!);
    expect([nalUnits, rejects]).toEqual([sets, []]);
  });

  it('are read as GStreamer 1.22 puts them into its caps', () => {
    const sets = new ParameterSets();
    const { nalUnits } = parseSpropParameterSets('Z0LAFdkBQfv/AAkACGoMDA1KAAAH0gAB1MEeLFyQ,aMuMsg==');
    for (const nalUnit of nalUnits) expect(sets.store(nalUnit)).toBeUndefined();
    expect(sets.describe()).toMatchObject({ profileLevelId: '42c015', width: 320, height: 240 });
    expect(sets.describe()!.frameRate).toBeCloseTo(30_000 / 1001, 6);
  });

  it('B53: are read as far as they can be', () => {
    const { nalUnits, rejects } = parseSpropParameterSets('Z0LAFdk=, $$ ,aMuMsg==,');
    expect(nalUnits).toEqual([hex('6742c015d9'), hex('68cb8cb2')]);
    expect(rejects).toMatchObject([{ reason: 'sprop-not-base64', offset: 9 }]);
  });
});

describe('parameter sets by their ids', () => {
  it('bound what they keep', () => {
    const sets = new ParameterSets();
    expect(sets.store(new Uint8Array(20_000).fill(0x68))).toMatchObject({ reason: 'parameter-set-too-large' });
    expect(sets.store(hex('68'))).toMatchObject({ reason: 'pps-truncated' });
    expect(sets.store(hex('68 0010'))).toMatchObject({ reason: 'pps-truncated' });
    expect(sets.store(hex('68 0080c0'))).toMatchObject({ reason: 'pps-id-out-of-range' });
    expect(sets.nalUnits).toEqual([]);
  });

  it('replace the set of the same id and are kept in order', () => {
    const sets = new ParameterSets();
    const second = hex('68 5b8c'); // id 1, SPS 0
    for (const nalUnit of [second, hex('68ce01'), hex('68ce02'), hex('68ce02')]) sets.store(nalUnit);
    expect(sets.nalUnits).toEqual([hex('68ce02'), second]);
  });

  it('are copies', () => {
    const sets = new ParameterSets();
    const nalUnit = hex('68ce01');
    sets.store(nalUnit);
    nalUnit.fill(0);
    expect(sets.nalUnits).toEqual([hex('68ce01')]);
  });
});
