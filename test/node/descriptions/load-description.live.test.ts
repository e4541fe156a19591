import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDescription } from '../../../src/node/index.js';

const SDP = 'v=0\r\ns=é\r\n';
let directory = '';
let server: Server | undefined;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-description-'))));
afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** The address of a server that answers so. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/video.sdp`;
}

describe('a description in a file', () => {
  it('is loaded as it is', async () => {
    const path = join(directory, 'a b.sdp');
    writeFileSync(path, SDP);
    expect(await loadDescription(path)).toBe(SDP);
  });

  it('is missed by its name', async () => {
    const path = join(directory, 'missing.sdp');
    await expect(loadDescription(path)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: expect.stringContaining(path) as unknown,
    });
  });

  it('is none when it is a directory, or far too long', async () => {
    await expect(loadDescription(directory)).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
    await expect(loadDescription('/dev/zero')).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: '/dev/zero is longer than 1048576 octets: it is no description',
    });
  });
});

describe('a description at an http address', () => {
  it('is loaded as it is', async () => {
    expect(await loadDescription(await serve((_, response) => response.end(SDP)))).toBe(SDP);
  });

  it('is not looked for elsewhere', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'http://10.0.0.9/' }).end());
    await expect(loadDescription(url)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_DESCRIPTION',
      message: `${url} answers 302 Found (try "http://10.0.0.9/"), not with a description`,
    });
  });

  it('is given up when it does not end', async () => {
    const url = await serve((_, response) => {
      const pour = (): boolean => response.destroyed || response.write('a'.repeat(65_536), pour as () => void);
      pour();
    });
    await expect(loadDescription(url)).rejects.toThrow('is longer than 1048576 octets');
  });

  it('is given up when it does not come, or only in drops', async () => {
    const silent = await serve(() => undefined);
    await expect(loadDescription(silent, { timeoutMs: 100 })).rejects.toThrow('(no answer in time)');
    server!.removeAllListeners('request');
    server!.on('request', (_, response) => response.write('v=0'));
    await expect(loadDescription(silent, { timeoutMs: 100 })).rejects.toThrow('(no answer in time)');
  });

  it('says what to look at when nobody listens', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    await expect(loadDescription(url)).rejects.toThrow(/ECONNREFUSED.*is the sender running with --serve-sdp/);
  });

  it('is not an address at all', async () => {
    await expect(loadDescription('http://')).rejects.toMatchObject({ code: 'ERR_RTPKIT_DESCRIPTION' });
  });

  it('is given up when the caller has enough', async () => {
    const url = await serve(() => undefined);
    const stop = new AbortController();
    const loading = loadDescription(url, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(loading).rejects.toThrow('enough');
  });
});
