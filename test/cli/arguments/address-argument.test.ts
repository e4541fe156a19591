import { describe, expect, it } from 'vitest';
import { parseHostOption, parseListeningPlace } from '../../../src/cli/arguments/address-argument.js';
import { UsageError } from '../../../src/cli/usage-error.js';

describe('--to HOST[:PORT]', () => {
  it.each([
    ['192.168.33.153', { host: '192.168.33.153' }],
    ['192.168.33.153:5004', { host: '192.168.33.153', port: 5004 }],
    ['camera.local', { host: 'camera.local' }],
    ['camera.local:5004', { host: 'camera.local', port: 5004 }],
    ['::1', { host: '::1' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['[::1]', { host: '::1' }],
    ['[::1]:5004', { host: '::1', port: 5004 }],
  ])('%s', (text, address) => {
    expect(parseHostOption('to', text)).toEqual(address);
  });

  it.each(['', 'a b', 'host:', 'host:0', 'host:65536', '[::1', '[::1]:', '[::1]x'])('refuses %j', (text) => {
    expect(() => parseHostOption('to', text)).toThrow(UsageError);
    expect(() => parseHostOption('to', text)).toThrow(/^--to is .*, expected HOST\[:PORT\]/);
  });
});

describe('[ADDRESS]:PORT to listen at', () => {
  it.each([
    [':10000', { port: 10_000 }],
    ['10000', { port: 10_000 }],
    ['239.1.2.3:5004', { host: '239.1.2.3', port: 5004 }],
    ['[ff15::1]:5004', { host: 'ff15::1', port: 5004 }],
    ['localhost:5004', { host: 'localhost', port: 5004 }],
  ])('%s', (text, place) => {
    expect(parseListeningPlace(text)).toEqual(place);
  });

  it.each(['video.caps', './10000', 'http://10.0.0.1:8080', 'http://10.0.0.1:8080/a', 'a/b:5004', ':x'])(
    'leaves %s to be a description',
    (text) => {
      expect(parseListeningPlace(text)).toBeUndefined();
    },
  );

  it.each([':0', '65536', ':123456789'])('refuses %s, which is no port', (text) => {
    expect(() => parseListeningPlace(text)).toThrow(UsageError);
  });
});
