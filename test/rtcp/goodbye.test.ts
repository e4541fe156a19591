import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { hex, hexOf } from '../hex.js';
import { acceptReduced, refuse } from './accept.js';

const reducedSize = true;

describe('RFC 3550 §6.6 goodbye', () => {
  it.each([
    ['one source', '81 cb 0001 00000001', [1], undefined],
    ['two sources and a reason', '82 cb 0004 00000001 ffffffff 07 736f206c6f6e67', [1, 0xffff_ffff], 'so long'],
    ['a reason that needs filling', '81 cb 0002 00000001 02 6869 00', [1], 'hi'],
    ['a reason of no octets', '81 cb 0002 00000001 00000000', [1], ''],
    ['B23: no source', '80 cb 0000', [], undefined],
  ])('%s', (_, octets, ssrcs, reason) => {
    expect(acceptReduced(octets)).toEqual([{ type: 'goodbye', ssrcs, reason }]);
    expect(serializeCompoundPacket([{ type: 'goodbye', ssrcs, reason }], { reducedSize })).toEqual(hex(octets));
  });

  it('B23: refuses 31 sources in four octets', () => {
    expect(refuse('9f cb 0000', { reducedSize })).toBe('sources-overrun-packet at 4 (RFC 3550 §6.6)');
  });

  it('B23: refuses a reason longer than the rest of the packet, by one octet or by all', () => {
    expect(refuse('81 cb 0002 00000001 04 686900', { reducedSize })).toBe(
      'reason-overruns-packet at 8 (RFC 3550 §6.6)',
    );
    expect(refuse('81 cb 0002 00000001 ff 686900', { reducedSize })).toBe(
      'reason-overruns-packet at 8 (RFC 3550 §6.6)',
    );
  });

  it('B23: reads a reason of 255 octets', () => {
    const reason = 'r'.repeat(255);
    const bytes = serializeCompoundPacket([{ type: 'goodbye', ssrcs: [1], reason }], { reducedSize });
    expect(bytes).toHaveLength(8 + 256);
    expect(acceptReduced(hexOf(bytes))).toEqual([{ type: 'goodbye', ssrcs: [1], reason }]);
  });

  it('throws a RangeError for 32 sources or a reason of 256 octets', () => {
    const ssrcs = Array.from({ length: 32 }, (_, index) => index);
    expect(() => serializeCompoundPacket([{ type: 'goodbye', ssrcs }], { reducedSize })).toThrow('ssrcs.length is 32');
    const reason = 'é'.repeat(128);
    expect(() => serializeCompoundPacket([{ type: 'goodbye', ssrcs: [1], reason }], { reducedSize })).toThrow(
      RangeError,
    );
  });
});
