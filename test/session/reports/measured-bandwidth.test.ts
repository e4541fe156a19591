import { describe, expect, it } from 'vitest';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import { compoundsOf } from '../feedback/sent-compounds.js';
import { keyFrameFormat } from '../feedback/key-frame-format.js';
import { toyPacket } from '../toy-stream.js';
import { VirtualLink } from '../virtual-link.js';

const format = keyFrameFormat();
const feedback = ['goog-remb'] as const;
const FRAME_MS = 20;
/** Of 5 %, what receivers have. */
const SHARE = 0.05 * 0.75;

/** A receiver that has more to say than its share allows, of a stream of as many bits per second as wanted. */
class Saturation {
  readonly #link: VirtualLink;
  readonly #outgoing;

  constructor(rtcp: RtcpOptions = {}) {
    const both: RtcpOptions = { profile: 'AVPF', ...rtcp };
    this.#link = new VirtualLink(
      { rtcp: both, remote: { host: 'b', port: 5004 } },
      { rtcp: both, receive: [{ payloadType: 96, format, feedback }], latencyMs: 50 },
    );
    this.#outgoing = this.#link.a.session.addOutgoing({ format, feedback });
  }

  /** Bits per second of the receiver's RTCP while the stream goes on for so long. */
  run(
    seconds: number,
    bitRate: number,
    meanwhile: (now: number, b: VirtualLink['b']['session']) => void = () => undefined,
  ): number {
    const { session } = this.#link.b;
    const fromMs = this.#link.now;
    for (let count = 0; count < (seconds * 1000) / FRAME_MS; count++) {
      const frame = new Uint8Array((bitRate * FRAME_MS) / 8000);
      this.#link.act((now) => {
        if (frame.length > 0) this.#outgoing.send(now, frame);
        meanwhile(now, session);
      });
      for (let ms = 0; ms < FRAME_MS; ms += 2) {
        this.#link.runTo(this.#link.now + 2);
        this.#link.act((now) => this.#estimate(now, session));
      }
    }
    const sent = compoundsOf(this.#link.b.said).filter(({ at }) => at > fromMs);
    return sent.reduce((sum, { size }) => sum + size, 0) * (8 / seconds);
  }

  #estimate(now: number, session: VirtualLink['b']['session']): void {
    const type = 'receiver-estimated-maximum-bit-rate';
    session.giveFeedback(now, { type, mediaSsrc: 0, bitRate: 1000 + now, ssrcs: [this.#outgoing.ssrc] });
  }
}

describe('RFC 3550 §6.2 RTCP of a session whose bandwidth nobody has told', () => {
  it('has 5 % of what is measured, and of 64 kbit/s again when the media has stopped', () => {
    const saturation = new Saturation();
    saturation.run(5, 1_000_000);
    const streaming = saturation.run(15, 1_000_000);
    expect(streaming).toBeLessThan(1.03 * 1_000_000 * SHARE);
    expect(streaming).toBeGreaterThan(0.6 * 1_000_000 * SHARE);
    saturation.run(8, 0);
    const silent = saturation.run(10, 0);
    expect(silent).toBeLessThan(1.1 * 64_000 * SHARE);
    expect(silent).toBeGreaterThan(0.4 * 64_000 * SHARE);
  });

  it('has 5 % of 64 kbit/s, however little is sent', () => {
    const saturation = new Saturation();
    saturation.run(5, 16_000);
    const rate = saturation.run(15, 16_000);
    expect(rate).toBeLessThan(1.05 * 64_000 * SHARE);
    expect(rate).toBeGreaterThan(0.6 * 64_000 * SHARE);
  });

  it('goes by what was told, above and below what is measured', () => {
    for (const bandwidth of [64_000, 2_000_000]) {
      const saturation = new Saturation({ bandwidth });
      saturation.run(2, 1_000_000);
      const rate = saturation.run(8, 1_000_000);
      expect(rate).toBeLessThan(1.1 * bandwidth * SHARE);
      expect(rate).toBeGreaterThan(0.6 * bandwidth * SHARE);
    }
  });

  it('does not grow by a flood of packets that belong to no source that is believed', () => {
    const saturation = new Saturation();
    let sequenceNumber = 0;
    const flood = (now: number, session: VirtualLink['b']['session']): void => {
      const [ssrc] = session.incoming.keys();
      for (let count = 0; count < 20; count++) {
        sequenceNumber = (sequenceNumber + 7) & 0xffff;
        const payload = new Uint8Array(1000);
        const strangers = { host: 'c', port: 5004 };
        session.handleDatagram(now, toyPacket({ sequenceNumber, ssrc: sequenceNumber, payload }), strangers, 'rtp');
        session.handleDatagram(now, toyPacket({ sequenceNumber, payload, payloadType: 99 }), strangers, 'rtp');
        if (ssrc === undefined) continue;
        session.handleDatagram(now, toyPacket({ sequenceNumber, ssrc, payload }), strangers, 'rtp');
      }
    };
    saturation.run(3, 16_000, flood);
    expect(saturation.run(6, 16_000, flood)).toBeLessThan(1.2 * 64_000 * SHARE);
  });
});
