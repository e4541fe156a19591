import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchReceiver } from '../../../src/cli/watch/receiver-watch.js';
import { formatsOfCodec } from '../../../src/node/index.js';
import { Reject } from '../../../src/errors.js';
import { h264 } from '../../../src/payloaders/h264/index.js';
import { RecordedConsole, WatchedLink } from './watched-link.js';

const QUESTION = 'is the sender running, is it the port, a firewall, the multicast interface?';
const SILENCE = `! video: No packets for 3 s on 0.0.0.0:10000: ${QUESTION}`;
const KEY_FRAME = Uint8Array.of(0, 0, 0, 1, 0x65, 0x88, 0x84);
/** From one frame of the link to the next. */
const FRAME_MS = 40;
const OTHER_FRAME = Uint8Array.of(0, 0, 0, 1, 0x41, 0x9a, 0x84);

let console = new RecordedConsole();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  console = new RecordedConsole();
});
afterEach(() => vi.useRealTimers());

describe('what is said of a receiver', () => {
  it('is silence after 3 s, once, the stream when it comes, and its line every second', () => {
    const { link, sender, run } = watched();
    link.cut();
    run(2900);
    expect(console.plainNews()).toEqual([]);
    expect(console.lines.get('video')).toBeUndefined();
    run(7000);
    expect(console.plainNews()).toEqual([SILENCE]);
    link.mend();
    run(3000, KEY_FRAME);
    const ssrc = `0x${sender.ssrc.toString(16).padStart(8, '0')}`;
    const [stream, resumed, ...others] = console.plainNews();
    expect(stream).toBe(`video: source ${ssrc} sends H264 from a:5004, payload type 96`);
    expect(resumed).toMatch(/^video: packets come again after 1\d s$/);
    expect(others).toEqual([]);
    expect(console.lines.get('video')).toMatch(
      /^video 25\.0 fps +1 kbit\/s +0 lost {2}jitter +\d\.\d {2}buffer +\d+ {2}RTT/,
    );
    expect(console.events.filter(({ event }) => event === 'statistics').length).toBeGreaterThan(1);
  });

  it('is silence in the middle, and that packets come again', () => {
    const { link, run } = watched();
    run(2000, KEY_FRAME);
    console.plainNews();
    link.cut();
    run(5000, KEY_FRAME);
    expect(console.plainNews()).toEqual([SILENCE]);
    link.mend();
    run(2000, KEY_FRAME);
    expect(console.plainNews()).toEqual([expect.stringMatching(/^video: packets come again after [56] s$/)]);
  });

  it('is the goodbye with its reason, and no silence after it', () => {
    const { link, run } = watched();
    run(2000, KEY_FRAME);
    console.plainNews();
    link.act((now) => link.a.session.close(now, 'no more\nvideo: lies'));
    run(20_000);
    expect(console.plainNews()).toEqual(['video: the sender says goodbye: no more video: lies']);
    expect(console.lines.get('video')).toBeUndefined();
  });

  it('is that only RTCP comes', () => {
    const { link, run } = watched();
    link.cut('rtp');
    run(20_000, KEY_FRAME);
    expect(console.plainNews()).toEqual([
      '! video: RTCP for 3 s on 0.0.0.0:10000, and no RTP: does it go to another port, or does a firewall keep it?',
    ]);
  });

  it('is a payload type that nobody expects, once, with those that are', () => {
    const { run } = watched({ payloadType: 33 });
    run(10_000, KEY_FRAME);
    expect(console.plainNews()).toEqual([
      '! video: packets of payload type 33 come on 0.0.0.0:10000, expected 96 to 127 (H264): ' +
        'is it another stream, or the other port?',
      expect.stringMatching(
        /^! video: nothing for 3 s on 0\.0\.0\.0:10000 that can be used: \d+ times payload-type-not-negotiated$/,
      ),
    ]);
    expect(console.events).toContainEqual(
      expect.objectContaining({ event: 'unexpected-payload-type', payloadType: 33, expected: '96 to 127 (H264)' }),
    );
  });

  it('is another codec after 3 packets, not fewer, once', () => {
    const { run } = watched({}, 'VORBIS');
    const warnings = (): string[] => console.plainNews().filter((text) => text.startsWith('!'));
    run(2 * FRAME_MS, KEY_FRAME);
    run(1200);
    expect(warnings()).toEqual([]);
    run(FRAME_MS, KEY_FRAME);
    run(1200);
    expect(warnings()).toEqual([
      '! video: 3 packets of payload type 96 do not parse as vorbis: is it another codec, or the other port?',
    ]);
    run(5000);
    expect(console.plainNews()).toEqual([SILENCE]);
  });

  it('is another payload type after 3 packets, not fewer', () => {
    const { run } = watched({ payloadType: 33 });
    const isSaid = (): boolean => console.plainNews().some((text) => text.includes('packets of payload type 33'));
    run(2 * FRAME_MS, KEY_FRAME);
    run(1200);
    expect(isSaid()).toBe(false);
    run(FRAME_MS, KEY_FRAME);
    run(1200);
    expect(isSaid()).toBe(true);
  });

  it('is that no key frame has come', () => {
    const { run, sender } = watched();
    run(4000, OTHER_FRAME);
    expect(console.plainNews().filter((text) => text.startsWith('!'))).toEqual([]);
    run(4000, OTHER_FRAME);
    const ssrc = `0x${sender.ssrc.toString(16).padStart(8, '0')}`;
    expect(console.plainNews()).toEqual([
      `! video: no key frame for 5 s from ${ssrc}, and no picture without: does the sender make any, is it H264?`,
    ]);
    run(4000, KEY_FRAME);
    expect(console.plainNews()).toEqual([]);
  });

  it('is a restart, and with -v what else happens', () => {
    const { tell } = watched();
    const stream = { ssrc: 2 };
    const from = { host: 'a', port: 1 };
    const reject = new Reject('version-not-2', 0, 'RFC 3550 §5.1');
    tell({ type: 'restart', stream, previousSsrc: 1, cause: 'source' });
    tell({ type: 'restart', stream, previousSsrc: 2, cause: 'sequence' });
    tell({ type: 'gap', stream, sequenceNumber: 7, count: 3, durationMs: 100, cause: 'loss' });
    tell({ type: 'key-frame-wanted', stream, reason: 'loss' });
    tell({ type: 'reject', channel: 'rtp', from, reject });
    tell({ type: 'reject', channel: 'rtp', from, reject });
    tell({ type: 'rtcp-destination', to: from, reason: 'host as told, port as told' });
    tell({ type: 'end', stream, cause: 'goodbye' });
    expect(console.news()).toEqual([
      'video: source 0x00000002 goes on for 0x00000001',
      'video: the sender began anew',
      '(video: 3 packets from number 7 on are missing (loss))',
      '(video: a key frame is wanted (loss))',
      '(video: a datagram from a:1 was refused: version-not-2 at 0 (RFC 3550 §5.1))',
      '(video: reports go to a:1 (host as told, port as told))',
      '(video: source 0x00000002 has ended (goodbye))',
    ]);
    expect(console.events.map(({ event }) => event)).toEqual([
      'restart',
      'restart',
      'gap',
      'key-frame-wanted',
      'reject',
      'rtcp-destination',
      'end',
    ]);
  });

  it('ends with the endpoint, and remembers whether anything has come', () => {
    const { close, run, watch } = watched();
    run(1500);
    expect(watch.heard).toBe(false);
    run(2000, KEY_FRAME);
    expect(watch.heard).toBe(true);
    close();
    expect(console.lines.size).toBe(0);
    console.plainNews();
    run(10_000);
    expect(console.plainNews()).toEqual([]);
  });
});

function watched(stream: object = {}, codec = 'H264') {
  const link = new WatchedLink({ format: h264, ...stream }, formatsOfCodec({ codec }));
  const watch = watchReceiver(console, 'video', link.receiver);
  return {
    ...link,
    watch,
    run: (forMs: number, frame?: Uint8Array): void =>
      link.run(forMs, frame === undefined ? undefined : { stream: link.sender.stream, frame }),
    close: (): void => link.close(),
    tell: (event: Parameters<WatchedLink['tell']>[1]): void => link.tell('receiver', event),
  };
}
