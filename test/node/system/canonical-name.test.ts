import { execFileSync } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { canonicalNameOfUser } from '../../../src/node/system/canonical-name.js';

describe('RFC 7022 §4.2 persistent canonical names', () => {
  it('is the same in another process of the same user and host', () => {
    const script = `import('node:crypto').then(({createHash}) => import('node:os').then((os) => console.log(
      createHash('sha256').update('rtpkit ' + os.userInfo().username + '@' + os.hostname()).digest('base64').slice(0, 16))))`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()).toBe(canonicalNameOfUser());
  });

  it('holds 96 bits and tells neither the user nor the host', () => {
    expect(canonicalNameOfUser()).toMatch(/^[A-Za-z0-9+/]{16}$/);
    expect(canonicalNameOfUser()).not.toContain(userInfo().username);
    expect(canonicalNameOfUser()).not.toContain(hostname());
  });
});
