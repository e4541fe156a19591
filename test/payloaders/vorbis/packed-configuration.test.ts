import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/bytes/base64.js';
import { concatenate } from '../../../src/bytes/octets.js';
import { Reject } from '../../../src/errors.js';
import { Base128Reader, encodeBase128 } from '../../../src/payloaders/vorbis/base-128.js';
import { emptyCommentHeader } from '../../../src/payloaders/vorbis/comment-header.js';
import { configurationIdent } from '../../../src/payloaders/vorbis/configuration-ident.js';
import {
  parseVorbisFormatParameters,
  rejectVorbisFormatParameters,
  vorbisFormatParameters,
} from '../../../src/payloaders/vorbis/format-parameters.js';
import {
  type PackedConfiguration,
  readPackedConfigurations,
  writePackedConfigurations,
} from '../../../src/payloaders/vorbis/packed-configuration.js';
import { readPackedHeaders, writePackedHeaders } from '../../../src/payloaders/vorbis/packed-headers.js';
import { parseVorbisConfiguration, type VorbisHeaders } from '../../../src/payloaders/vorbis/vorbis-configuration.js';
import { hex } from '../../hex.js';
import { FFMPEG } from './captured-configurations.js';
import { syntheticHeaders } from './synthetic-headers.js';

const headers = syntheticHeaders();
const other = syntheticHeaders({ sampleRate: 8000, vendor: 'x'.repeat(300) });

function written(...entries: VorbisHeaders[]): Uint8Array {
  return writePackedConfigurations(entries.map((entry, index) => ({ ident: 0xabcdef - index, headers: entry })));
}

function reasonOf(bytes: Uint8Array): string | undefined {
  const result = readPackedConfigurations(bytes);
  return result instanceof Reject ? result.reason : undefined;
}

describe('RFC 5215 §3.1.1 lengths in base 128', () => {
  it('writes the most significant seven bits first, with the top bit set on all octets but the last', () => {
    expect(encodeBase128(0)).toEqual(hex('00'));
    expect(encodeBase128(127)).toEqual(hex('7f'));
    expect(encodeBase128(128)).toEqual(hex('8100'));
    expect(encodeBase128(3960)).toEqual(hex('9e78'));
    for (const value of [0, 1, 127, 128, 16_383, 16_384, 65_535]) {
      expect(new Base128Reader(encodeBase128(value), 0).next()).toBe(value);
    }
  });

  it('B61: fails on a run of 0x80 that does not end and on 0xffffffff', () => {
    for (const octets of ['8080808080808000', 'ffffffff', '80', '']) {
      const reader = new Base128Reader(hex(octets), 0);
      reader.next();
      expect(reader.failed).toBe(true);
    }
  });
});

describe('RFC 5215 §3.1.1 packed headers', () => {
  it('gives back the headers, each octet of them', () => {
    for (const entry of [headers, other]) expect(readPackedHeaders(writePackedHeaders(entry))).toEqual(entry);
  });

  it('B61: refuses lengths that sum to more than there is, and counts other than three', () => {
    expect(readPackedHeaders(hex('02 05 05 0102030405'))).toMatchObject({ reason: 'headers-overrun-configuration' });
    expect(readPackedHeaders(hex('01 01 01 0102030405'))).toMatchObject({ reason: 'header-count-not-3' });
    expect(readPackedHeaders(hex('02 ffffffff 01 01'))).toMatchObject({ reason: 'header-length-endless' });
    expect(readPackedHeaders(new Uint8Array(0x1_0010).fill(2, 0, 1))).toMatchObject({ reason: 'headers-too-long' });
  });
});

describe('RFC 5215 §3.2.1 packed configurations', () => {
  it('writes count, ident and a length that leaves out the count and lengths of the headers', () => {
    const bytes = written(headers);
    const length = headers.identification.length + headers.comment.length + headers.setup.length;
    expect(bytes.subarray(0, 9)).toEqual(hex(`00000001 abcdef ${length.toString(16).padStart(4, '0')}`));
    expect(bytes.length).toBe(9 + 3 + length);
  });

  it('gives back several configurations of one string', () => {
    const bytes = written(headers, other, headers);
    expect(readPackedConfigurations(bytes)).toEqual([
      { ident: 0xabcdef, packedHeaders: writePackedHeaders(headers) },
      { ident: 0xabcdee, packedHeaders: writePackedHeaders(other) },
      { ident: 0xabcded, packedHeaders: writePackedHeaders(headers) },
    ]);
  });

  it('understands a length that counts everything after it, where the string ends', () => {
    const bytes = written(headers);
    const length = bytes.length - 9;
    bytes[7] = length >> 8;
    bytes[8] = length;
    expect(readPackedConfigurations(bytes)).toEqual([{ ident: 0xabcdef, packedHeaders: writePackedHeaders(headers) }]);
  });

  it('B61: refuses no configuration, 2^32 - 1 of them, and lengths beyond the string', () => {
    const bytes = written(headers);
    expect(reasonOf(hex('00000000'))).toBe('no-configuration');
    expect(reasonOf(concatenate([hex('ffffffff'), bytes.subarray(4)]))).toBe('configuration-too-short');
    const longer = bytes.slice();
    longer[7] = 0xff;
    expect(reasonOf(longer)).toBe('configuration-overruns-string');
    expect(reasonOf(hex('00000001 abcdef 0010 82808080808000'))).toBe('header-length-endless');
  });

  it('B61: refuses every string that is cut short', () => {
    const bytes = written(headers, other);
    // Cut by the four octets of count and lengths, the last length fits the other convention: told apart by nothing.
    const ambiguous = bytes.length - 4;
    for (let length = 0; length < bytes.length; length++) {
      if (length !== ambiguous) expect(reasonOf(bytes.subarray(0, length))).toBeDefined();
    }
  });
});

describe('RFC 5215 §2.2 ident', () => {
  it('follows from the headers alone and has 24 bits', () => {
    expect(configurationIdent(headers)).toBe(configurationIdent(syntheticHeaders()));
    expect(configurationIdent(headers)).not.toBe(configurationIdent(other));
    for (const entry of [headers, other]) expect(configurationIdent(entry)).toBeLessThan(2 ** 24);
  });
});

describe('RFC 5215 §6 the format parameter configuration', () => {
  it('reads what FFmpeg writes and puts an empty comment header where it writes none', () => {
    const configurations = parseVorbisFormatParameters({ configuration: FFMPEG });
    expect(configurations).toMatchObject([{ ident: 0xfecdba }]);
    const packed = readPackedHeaders((configurations as PackedConfiguration[])[0]!.packedHeaders);
    expect((packed as VorbisHeaders).comment.length).toBe(0);
    const configuration = parseVorbisConfiguration(packed as VorbisHeaders);
    expect(configuration).toMatchObject({ sampleRate: 8000, channels: 1, comment: emptyCommentHeader() });
    expect(configuration).toMatchObject({ blockSizes: [512, 512] });
    expect(rejectVorbisFormatParameters({ configuration: FFMPEG })).toBeUndefined();
  });

  it('writes FFmpeg its own string back', () => {
    const [entry] = parseVorbisFormatParameters({ configuration: FFMPEG }) as PackedConfiguration[];
    const packed = readPackedHeaders(entry!.packedHeaders) as VorbisHeaders;
    expect(writePackedConfigurations([{ ident: 0xfecdba, headers: packed }])).toEqual(decodeBase64(FFMPEG));
  });

  it('gives back what it wrote, with the ident of the headers', () => {
    const parameters = vorbisFormatParameters(headers, other);
    expect(parseVorbisFormatParameters(parameters)).toEqual([
      { ident: configurationIdent(headers), packedHeaders: writePackedHeaders(headers) },
      { ident: configurationIdent(other), packedHeaders: writePackedHeaders(other) },
    ]);
  });

  it('leaves a comment header out that is too long for 16 bits', () => {
    const long = { ...headers, comment: concatenate([headers.comment, new Uint8Array(70_000)]) };
    expect(vorbisFormatParameters(long)).toEqual(vorbisFormatParameters({ ...headers, comment: new Uint8Array(0) }));
  });

  it('refuses setup headers that are too long by themselves', () => {
    const long = { ...headers, setup: new Uint8Array(70_000) };
    expect(() => vorbisFormatParameters(long)).toThrow(RangeError);
  });

  it('has no objection to a description without it, and says what is wrong with a bad one', () => {
    expect(rejectVorbisFormatParameters({})).toBeUndefined();
    expect(rejectVorbisFormatParameters({ configuration: '*' })).toMatchObject({ reason: 'configuration-not-base64' });
    expect(rejectVorbisFormatParameters({ configuration: '' })).toMatchObject({ reason: 'configuration-too-short' });
    expect(rejectVorbisFormatParameters({ configuration: FFMPEG.slice(0, 400) })).toBeInstanceOf(Reject);
  });
});
