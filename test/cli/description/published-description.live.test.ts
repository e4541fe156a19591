import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDescriptionServer } from '../../../src/cli/description/description-server.js';
import { PublishedDescription } from '../../../src/cli/description/published-description.js';
import { findDescribedStream, openSender, RtpkitError, type Sender } from '../../../src/node/index.js';
import { clipUnits } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const DISCARD = '127.0.0.1:9';

async function withSender(use: (sender: Sender) => Promise<void>): Promise<void> {
  const sender = await openSender({ to: DISCARD, codec: 'H264' });
  try {
    await use(sender);
  } finally {
    await sender.close();
  }
}

function unexpected(error: unknown): never {
  throw error;
}

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly text: string;
}

function ask(port: number, path: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], text }));
    });
    asking.on('error', reject).end();
  });
}

describe('the description of what is sent', () => {
  it('is there before the first frame, and again with the parameter sets once they are known', async () => {
    using directory = new TemporaryDirectory('description');
    const places = { sdp: directory.file('session.sdp'), caps: directory.file('video.caps') };
    await withSender(async (sender) => {
      const description = new PublishedDescription([sender], places);
      await description.open(unexpected);
      const early = readFileSync(places.sdp, 'utf8');
      expect(early).toMatch(/m=video 9 RTP\/AVP 96\r\n/);
      expect(early).not.toMatch(/sprop-parameter-sets/);

      await sender.send(clipUnits()[0]!);
      await delay(600);
      const late = readFileSync(places.sdp, 'utf8');
      expect(late).toMatch(/sprop-parameter-sets=Z0/);
      const [earlyOrigin, lateOrigin] = [early, late].map((text) => /^o=- (\d+) (\d+) /m.exec(text)!);
      expect(lateOrigin![1]).toBe(earlyOrigin![1]);
      expect([earlyOrigin![2], lateOrigin![2]]).toEqual(['1', '2']);
      const caps = readFileSync(places.caps, 'utf8');
      expect(findDescribedStream(caps, 'H264').formats[0]!.formatParameters).toEqual(
        findDescribedStream(late, 'H264').formats[0]!.formatParameters,
      );
      await description.close();
    });
  });

  it('is written last when the first sender ends, even within the first moments', async () => {
    using directory = new TemporaryDirectory('description');
    const sdp = directory.file('session.sdp');
    await withSender(async (sender) => {
      const description = new PublishedDescription([sender], { sdp });
      await description.open(unexpected);
      await sender.send(clipUnits()[0]!);
      description.finish(unexpected);
      expect(readFileSync(sdp, 'utf8')).toMatch(/sprop-parameter-sets=/);
    });
  });

  it('cannot be published where nothing can be written', async () => {
    await withSender(async (sender) => {
      const description = new PublishedDescription([sender], { caps: '/nowhere/video.caps' });
      await expect(description.open(unexpected)).rejects.toThrow('/nowhere/video.caps cannot be written');
      await description.close();
    });
  });

  it('is served over HTTP as it is now', async () => {
    await withSender(async (sender) => {
      const description = new PublishedDescription([sender], { servePort: 0 });
      await description.open(unexpected);
      const port = description.servePort!;
      expect(await ask(port, '/')).toMatchObject({ status: 200, type: 'application/sdp' });
      await sender.send(clipUnits()[0]!);
      expect((await ask(port, '/session.sdp?now')).text).toMatch(/sprop-parameter-sets=/);
      await description.close();
      await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
    });
  });
});

describe('the HTTP server of a description', () => {
  it('has nothing else to give, and takes nothing', async () => {
    const server = await openDescriptionServer(0, () => 'v=0\r\n');
    expect(await ask(server.port, '/')).toEqual({ status: 200, type: 'application/sdp', text: 'v=0\r\n' });
    expect(await ask(server.port, '/', 'HEAD')).toMatchObject({ status: 200, text: '' });
    expect(await ask(server.port, '/../etc/passwd')).toMatchObject({ status: 404 });
    expect(await ask(server.port, '/', 'POST')).toMatchObject({ status: 405 });
    await server.close();
  });

  it('says that its port is in use', async () => {
    const server = await openDescriptionServer(0, () => '');
    const second = openDescriptionServer(server.port, () => '');
    await expect(second).rejects.toThrow(RtpkitError);
    await expect(second).rejects.toThrow(`Port ${server.port} is in use`);
    await server.close();
  });
});
