import { describe, expect, it } from 'vitest';
import { formatHostAndPort, parseHostAndPort } from '../../../src/node/sockets/host-and-port.js';
import { resolveHost } from '../../../src/node/sockets/resolve-host.js';
import { isMulticast } from '../../../src/session/address.js';

describe('host:port', () => {
  it.each([
    ['10.0.0.2:5004', { host: '10.0.0.2', port: 5004 }],
    ['camera.local:1', { host: 'camera.local', port: 1 }],
    ['[::1]:65535', { host: '::1', port: 65535 }],
    ['[fe80::1%eth0]:10000', { host: 'fe80::1%eth0', port: 10000 }],
  ])('reads and writes %s', (text, address) => {
    expect(parseHostAndPort(text)).toEqual(address);
    expect(formatHostAndPort(address)).toBe(text);
  });

  it.each(['', '10.0.0.2', ':5004', '::1:5004', 'host:port', 'a b:1'])('refuses %j as the wrong form', (text) => {
    expect(() => parseHostAndPort(text)).toThrow(TypeError);
  });

  it.each(['host:0', 'host:65536'])('refuses %s as out of range', (text) => {
    expect(() => parseHostAndPort(text)).toThrow(RangeError);
  });
});

describe('resolving a host', () => {
  it('leaves numeric addresses as they are, zone included', async () => {
    expect(await resolveHost('192.0.2.7')).toBe('192.0.2.7');
    expect(await resolveHost('fe80::1%eth0')).toBe('fe80::1%eth0');
  });

  it('says which name has no address', async () => {
    await expect(resolveHost('nowhere.invalid')).rejects.toMatchObject({
      code: 'ERR_RTPKIT_ADDRESS',
      message: expect.stringContaining('nowhere.invalid'),
    });
  });

  it.each([
    ['223.255.255.255', false],
    ['224.0.0.1', true],
    ['239.255.255.255', true],
    ['240.0.0.1', false],
    ['ff02::1', true],
    ['fe80::1', false],
  ])('knows whether %s is a group', (host, group) => expect(isMulticast(host)).toBe(group));
});
