import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchSender } from '../../../src/cli/watch/sender-watch.js';
import { formatsOfCodec } from '../../../src/node/index.js';
import { h264 } from '../../../src/payloaders/h264/index.js';
import { RecordedConsole, WatchedLink } from './watched-link.js';

const KEY_FRAME = Uint8Array.of(0, 0, 0, 1, 0x65, 0x88, 0x84);

let console = new RecordedConsole();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  console = new RecordedConsole();
});
afterEach(() => vi.useRealTimers());

function watched() {
  const link = new WatchedLink({ format: h264 }, formatsOfCodec({ codec: 'H264' }));
  const watch = watchSender(console, 'video', link.sender);
  const run = (forMs: number, frame?: Uint8Array): void =>
    link.run(forMs, frame === undefined ? undefined : { stream: link.sender.stream, frame });
  return { virtual: link, link: link.link, watch, run };
}

describe('what is said of a sender', () => {
  it('is that a receiver answers, once, and how it fares every second', () => {
    const { run } = watched();
    run(1000, KEY_FRAME);
    expect(console.lines.get('video')).toBe('video 25.0 fps     1 kbit/s  no answer yet');
    run(15_000, KEY_FRAME);
    expect(console.plainNews()).toEqual([expect.stringMatching(/^video: receiver 0x[0-9a-f]{8} answers$/)]);
    expect(console.lines.get('video')).toMatch(
      /^video 25\.0 fps +1 kbit\/s +0\.0 % lost {2}jitter +0\.0 {2}RTT 20\.0 ms$/,
    );
    expect(console.events.at(-1)).toMatchObject({ event: 'statistics', stream: 'video', answered: true });
  });

  it('is that nothing comes from the source for 5 s, once, and that something does again', () => {
    const { run } = watched();
    run(5000, KEY_FRAME);
    run(4000);
    expect(console.events.filter(({ event }) => event === 'no-media')).toEqual([]);
    run(10_000);
    run(3000, KEY_FRAME);
    const told = console.events.filter(({ event }) => event === 'no-media' || event === 'resumed');
    expect(told.map(({ event }) => event)).toEqual(['no-media', 'resumed']);
    expect(console.plainNews().at(-1)).toBe('video: something comes from the source again');
  });

  it('is that nobody answers after 10 s of sending, once, and that somebody does again', () => {
    const { link, run } = watched();
    run(30_000);
    expect(console.plainNews()).toEqual([]);
    link.cut();
    run(9000, KEY_FRAME);
    expect(console.plainNews()).toEqual([]);
    run(20_000, KEY_FRAME);
    expect(console.plainNews()).toEqual([
      'video: No receiver report for 10 s: does anybody receive at b:5004? Packets go out all the same',
    ]);
    expect(console.lines.get('video')).toBe('video 25.0 fps     1 kbit/s  nobody answers');
    link.mend();
    run(20_000, KEY_FRAME);
    expect(console.plainNews()).toEqual(['video: a receiver answers now']);
    expect(console.lines.get('video')).toContain('% lost');
  });

  it('is that a receiver leaves, and what the sockets meet', () => {
    const { virtual, link, run } = watched();
    run(10_000, KEY_FRAME);
    console.plainNews();
    link.act((now) => link.b.session.close(now, 'enough'));
    run(1000, KEY_FRAME);
    expect(console.plainNews()).toEqual([
      expect.stringMatching(/^video: receiver 0x[0-9a-f]{8} says goodbye: enough$/),
    ]);
    virtual.tell('sender', { type: 'problem', code: 'ECONNREFUSED', message: 'send ECONNREFUSED' });
    virtual.tell('sender', { type: 'problem', code: 'EMSGSIZE', message: 'send EMSGSIZE' });
    expect(console.plainNews()).toEqual([
      '! video: nobody listens there yet (send ECONNREFUSED)',
      '! video: send EMSGSIZE',
    ]);
  });

  it('ends with the endpoint, and remembers whether anything was sent', () => {
    const { virtual, watch, run } = watched();
    run(2000);
    expect(watch.heard).toBe(false);
    run(2000, KEY_FRAME);
    expect(watch.heard).toBe(true);
    virtual.close();
    expect(console.lines.size).toBe(0);
  });
});
