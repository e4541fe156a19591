import { describe, expect, it } from 'vitest';
import { ntpDeltaMs } from '../../../src/clock/ntp-timestamp.js';
import { h264 } from '../../../src/payloaders/h264/index.js';
import { vorbis } from '../../../src/payloaders/vorbis/index.js';
import type { IncomingStream } from '../../../src/session/incoming/incoming-stream.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import type { Session } from '../../../src/session/session.js';
import type { ReceiveFormat } from '../../../src/session/session-options.js';
import { audioStream } from '../../payloaders/vorbis/audio-packets.js';
import { payload } from '../../payloaders/vorbis/relay.js';
import { syntheticHeaders } from '../../payloaders/vorbis/synthetic-headers.js';
import { toyFormat } from '../toy-format.js';
import { drain, toySession } from '../toy-session.js';
import { said, toyPacket } from '../toy-stream.js';
import { NTP_2026, VirtualLink } from '../virtual-link.js';

const FROM = { host: 'a', port: 5004 };
const SSRC = 7;
const LATENCY_MS = 200;
const BLOCKS = Array.from({ length: 200 }, () => ({ long: true, length: 50 }));
/** 23 ms each. */
const AUDIO = audioStream(BLOCKS, [256, 2048]);

function payloadsAt(sampleRate: number, room = 1388): Uint8Array[] {
  const configuration = syntheticHeaders({ sampleRate });
  const options = { configuration, configurationIntervalSeconds: 0, maxBundleMs: 0 };
  return payload(AUDIO, options, room).map(({ bytes }) => bytes);
}

/** Payloads arrive one by one, 10 ms apart, so that nothing is played of the first twenty. */
class Arrivals {
  readonly session: Session;
  now = 0;
  #sequenceNumber = 0;

  constructor(format: Partial<ReceiveFormat> = {}, others: readonly ReceiveFormat[] = []) {
    const receive = [{ payloadType: 96, format: vorbis, ...format }, ...others];
    this.session = toySession({ receive, latencyMs: LATENCY_MS });
  }

  get stream(): IncomingStream {
    return this.session.incoming.get(SSRC)!;
  }

  take(payloads: readonly Uint8Array[], fields: { payloadType?: number; jump?: number } = {}): this {
    const { payloadType = 96, jump = 0 } = fields;
    this.#sequenceNumber += jump;
    for (const bytes of payloads) {
      this.now += 10;
      this.session.handleTimeout(this.now);
      const timestamp = this.#sequenceNumber * 441;
      const packet = { sequenceNumber: this.#sequenceNumber++, timestamp, payloadType, ssrc: SSRC, payload: bytes };
      this.session.handleDatagram(this.now, toyPacket(packet), FROM, 'rtp');
    }
    return this;
  }
}

describe('the clock rate of Vorbis without a description (RFC 5215 §2.1)', () => {
  it('is known when the configuration arrives, before anything is played', () => {
    const arrivals = new Arrivals().take(payloadsAt(44_100).slice(0, 2));
    expect(arrivals.stream.clockRate).toBe(44_100);
    expect(arrivals.stream.statistics.jitterBufferEmittedCount).toBe(0);
  });

  it('is known from the first fragment on, and still where the others are lost', () => {
    const [first, ...rest] = payloadsAt(48_000, 64);
    const arrivals = new Arrivals().take([first!, rest.at(-1)!]);
    expect(arrivals.stream.clockRate).toBe(48_000);
    arrivals.take(rest.slice(-50));
    expect(arrivals.stream.statistics.jitterBufferEmittedCount).toBeGreaterThan(20);
    expect(arrivals.stream.clockRate).toBe(48_000);
  });

  it('stays unknown while no configuration comes, and is known when a later one arrives', () => {
    const [configuration, ...audio] = payloadsAt(44_100);
    const arrivals = new Arrivals().take(audio.slice(0, 40));
    expect(arrivals.stream.clockRate).toBeUndefined();
    arrivals.take([configuration!]);
    expect(arrivals.stream.clockRate).toBe(44_100);
  });

  it('is that of the description where there is one', () => {
    const arrivals = new Arrivals({ clockRate: 48_000 }).take(payloadsAt(44_100).slice(0, 60));
    expect(arrivals.stream.statistics.framesReceived).toBeGreaterThan(20);
    expect(arrivals.stream.clockRate).toBe(48_000);
  });

  it('is not told by a configuration whose identification header is damaged', () => {
    const [configuration, ...audio] = payloadsAt(44_100);
    const arrivals = new Arrivals().take([configuration!.with(12, 0), ...audio.slice(0, 40)]);
    expect(arrivals.stream.clockRate).toBeUndefined();
  });

  it('follows another configuration when that is played, not when it arrives', () => {
    const arrivals = new Arrivals().take(payloadsAt(44_100).slice(0, 60)).take(payloadsAt(48_000).slice(0, 15));
    expect(arrivals.stream.clockRate).toBe(44_100);
    arrivals.take(payloadsAt(48_000).slice(1, 30));
    expect(arrivals.stream.clockRate).toBe(48_000);
  });

  it('follows another payload type when that is played, also while its own configuration is not whole', () => {
    const arrivals = new Arrivals({}, [{ payloadType: 97, format: h264 }]);
    const [first, ...rest] = payloadsAt(44_100, 64);
    arrivals.take([first!, rest.at(-1)!]);
    expect(arrivals.stream.clockRate).toBe(44_100);
    arrivals.take([Uint8Array.of(0x41, 1), Uint8Array.of(0x41, 2)], { payloadType: 97 });
    expect(arrivals.stream.clockRate).toBe(44_100);
    arrivals.take(rest.slice(-25));
    expect(arrivals.stream.clockRate).toBeUndefined();
    arrivals.take([first!]);
    expect(arrivals.stream.clockRate).toBe(44_100);
  });

  it('is not told by a stray, of which nobody knows whether it belongs to the stream', () => {
    const [configuration, ...audio] = payloadsAt(44_100);
    const arrivals = new Arrivals().take(audio.slice(0, 5)).take([configuration!], { jump: 20_000 });
    expect(arrivals.stream.clockRate).toBeUndefined();
    arrivals.take(audio.slice(5, 30));
    expect(arrivals.stream.clockRate).toBe(44_100);
  });

  it('is told by a configuration that was lost and comes in the retransmission stream (RFC 4588 §4)', () => {
    const [configuration, ...audio] = payloadsAt(44_100);
    const flows = [{ ssrc: SSRC, retransmissionSsrc: 8 }];
    const arrivals = new Arrivals({ feedback: ['nack'], retransmission: { payloadType: 97, flows } });
    arrivals.take(audio.slice(0, 3)).take(audio.slice(3, 6), { jump: 1 });
    expect(arrivals.stream.clockRate).toBeUndefined();
    for (const sequenceNumber of [0, 1]) {
      const again = { sequenceNumber, timestamp: 3 * 441, payloadType: 97, ssrc: 8 };
      const bytes = toyPacket({ ...again, payload: Uint8Array.of(0, 3, ...configuration!) });
      arrivals.session.handleDatagram(arrivals.now, bytes, FROM, 'rtp');
    }
    expect(arrivals.stream.clockRate).toBe(44_100);
    arrivals.session.handleTimeout(1000);
    const frames = drain(arrivals.session).filter(({ type }) => type === 'frame');
    expect(frames).toHaveLength(6);
  });

  it('is known when the first packet is played where only the depayloader tells it', () => {
    const format = { ...toyFormat(90_000, 90_000), clockRate: undefined };
    const arrivals = new Arrivals({ format }).take(payloadsAt(44_100).slice(0, 10));
    expect(arrivals.stream.clockRate).toBeUndefined();
    arrivals.session.handleTimeout(1000);
    expect(arrivals.stream.clockRate).toBe(90_000);
  });
});

/** A sender's picture or sound, to a receiver that shares lip sync with the other; what each frame waited since its capture. */
class Half {
  readonly link: VirtualLink;
  readonly #outgoing: OutgoingStream;
  readonly #clockRate: number;

  constructor(lipSync: LipSync, delayMs: number, receive: ReceiveFormat, options: object, mtu = 1400) {
    const remote = { host: 'b', port: 5004 };
    this.link = new VirtualLink(
      { remote, cname: 'a', mtu },
      { receive: [receive], lipSync, latencyMs: 400 },
      { delayMs },
    );
    this.#clockRate = receive.format.clockRate ?? 44_100;
    const { format } = receive;
    this.#outgoing = this.link.a.session.addOutgoing({
      format,
      clockRate: this.#clockRate,
      timestampOffset: 0,
      options,
    });
  }

  send(frame: Uint8Array, ticks: number): void {
    this.link.runTo(1000 + (ticks * 1000) / this.#clockRate);
    this.link.act((now) => this.#outgoing.send(now, frame, ticks));
  }

  get delays(): number[] {
    return said(this.link.b, 'frame').map(
      ({ presentationMs, rtpTimestamp }) => presentationMs - 1000 - (rtpTimestamp * 1000) / this.#clockRate,
    );
  }
}

describe('picture and Vorbis without a description, one sender', () => {
  it.each([
    { configuration: 'in one packet', mtu: 1400 },
    { configuration: 'in fragments', mtu: 90 },
  ])('are in step from the first frame on, the configuration $configuration', ({ mtu }) => {
    const lipSync = new LipSync();
    const options = { configuration: syntheticHeaders(), maxBundleMs: 0 };
    const picture = new Half(lipSync, 90, { payloadType: 96, format: toyFormat() }, {});
    const sound = new Half(lipSync, 10, { payloadType: 96, format: vorbis }, options, mtu);
    for (const [index, { bytes, timestampTicks }] of AUDIO.entries()) {
      sound.send(bytes, timestampTicks);
      picture.send(Uint8Array.of(1, 2, 3), Math.round((timestampTicks * 90) / 44.1));
      if (index === 15) expect(said(sound.link.b, 'frame')).toEqual([]);
    }
    const report = sound.link.b.said.findIndex(({ output }) => output.type === 'report');
    const frame = sound.link.b.said.findIndex(({ output }) => output.type === 'frame');
    expect(report).toBeLessThan(frame);
    expect(sound.delays.length).toBeGreaterThan(150);
    // The longer way, 90 ms, and the latency; the sound would be 80 ms earlier by itself.
    for (const delayMs of [...picture.delays, ...sound.delays]) expect(Math.abs(delayMs - 490)).toBeLessThan(2);
    const [first] = said(sound.link.b, 'frame');
    expect(ntpDeltaMs(first!.captureNtp!, NTP_2026)).toBeCloseTo(0, 1);
  });
});
