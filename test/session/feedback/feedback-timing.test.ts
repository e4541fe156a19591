import { describe, expect, it } from 'vitest';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import { said } from '../toy-stream.js';
import { VirtualLink } from '../virtual-link.js';
import { KEY_FRAME, keyFrameFormat, OTHER_FRAME } from './key-frame-format.js';
import { compoundsOf, typesOf, type SentCompound } from './sent-compounds.js';
import { VirtualGroup } from './virtual-group.js';

const format = keyFrameFormat();
const feedback = ['nack pli', 'goog-remb'] as const;

/** A stream of 25 frames a second in one direction for so many seconds; the receiver gives feedback `everyMs`. */
function storm(rtcp: RtcpOptions, seconds: number, everyMs: number): readonly SentCompound[] {
  const link = new VirtualLink(
    { rtcp, remote: { host: 'b', port: 5004 } },
    { rtcp, receive: [{ payloadType: 96, format, feedback }] },
  );
  const outgoing = link.a.session.addOutgoing({ format, feedback });
  for (let ms = 0, frameMs = 0; ms < seconds * 1000; ms += everyMs) {
    if (ms >= frameMs) {
      link.act((now) => outgoing.send(now, ms === 0 ? KEY_FRAME : OTHER_FRAME));
      frameMs += 40;
    }
    if (ms > 1000) link.act((now) => void link.b.session.giveFeedback(now, estimate(outgoing.ssrc, 1000 + ms)));
    link.runTo(link.now + everyMs);
  }
  return compoundsOf(link.b.said);
}

function estimate(ssrc: number, bitRate: number): Parameters<VirtualLink['b']['session']['giveFeedback']>[1] {
  return { type: 'receiver-estimated-maximum-bit-rate', mediaSsrc: 0, bitRate, ssrcs: [ssrc] };
}

/** Bits per second. */
function rateOf(compounds: readonly SentCompound[]): number {
  const octets = compounds.reduce((sum, { size }) => sum + size, 0);
  return (octets * 8000) / (compounds.at(-1)!.at - compounds[0]!.at);
}

describe('RFC 4585 §3.3 immediate feedback between two', () => {
  it.each([64_000, 1_000_000])(
    'keeps to the share of a receiver however much is asked for, at %d bit/s',
    (bandwidth) => {
      const compounds = storm({ profile: 'AVPF', bandwidth }, 40, 5);
      const share = bandwidth * 0.05 * 0.75;
      expect(rateOf(compounds)).toBeLessThan(1.05 * share);
      expect(rateOf(compounds)).toBeGreaterThan(0.7 * share);
    },
  );

  it('keeps to it where reports are rare, and spends on feedback what they leave', () => {
    const compounds = storm({ profile: 'AVPF', bandwidth: 64_000, regularIntervalMs: 5000 }, 60, 5);
    expect(rateOf(compounds)).toBeLessThan(1.05 * 64_000 * 0.05 * 0.75);
    expect(rateOf(compounds)).toBeGreaterThan(0.6 * 64_000 * 0.05 * 0.75);
  });

  it('leaves at once where reports are rare, event after event', () => {
    const rtcp: RtcpOptions = { profile: 'AVPF', bandwidth: 1_000_000, regularIntervalMs: 5000, reducedSize: true };
    const compounds = storm(rtcp, 20, 100);
    const estimates = compounds.filter((compound) => typesOf(compound).includes('receiver-estimated-maximum-bit-rate'));
    expect(estimates.length).toBeGreaterThan(185);
    for (const { at } of estimates) expect(at % 100).toBeCloseTo(0, 6);
  });

  it('comes without a report before it where that is agreed on, once a report was sent (RFC 5506 §3.4)', () => {
    const compounds = storm(
      { profile: 'AVPF', bandwidth: 1_000_000, regularIntervalMs: 5000, reducedSize: true },
      20,
      100,
    );
    expect(typesOf(compounds[0]!)[0]).toBe('receiver-report');
    const alone = compounds.filter((compound) => typesOf(compound)[0] === 'receiver-estimated-maximum-bit-rate');
    expect(alone.length).toBeGreaterThan(180);
    for (const { size } of alone) expect(size).toBe(28 + 24);
  });

  it('comes with a report before it where none was sent yet, whatever is agreed on (RFC 5506 §3.4)', () => {
    const rtcp: RtcpOptions = { profile: 'AVPF', bandwidth: 16_000, reducedSize: true };
    // A sender's report would be answered at once.
    const silent = { ...rtcp, senderBandwidth: 0, receiverBandwidth: 0 };
    const link = new VirtualLink(
      { rtcp: silent, remote: { host: 'b', port: 5004 } },
      { rtcp, remote: { host: 'a', port: 5004 }, receive: [{ payloadType: 96, format, feedback }] },
    );
    const outgoing = link.a.session.addOutgoing({ format, feedback });
    for (const frame of [KEY_FRAME, OTHER_FRAME]) {
      link.act((now) => outgoing.send(now, frame));
      link.runTo(link.now + 40);
    }
    link.act((now) => void link.b.session.giveFeedback(now, estimate(outgoing.ssrc, 1000)));
    link.runTo(link.now + 1);
    const [first] = compoundsOf(link.b.said);
    expect(typesOf(first!)).toEqual(['receiver-report', 'source-description', 'receiver-estimated-maximum-bit-rate']);
  });
});

describe('RFC 4585 §3.5.3 least interval between regular reports', () => {
  it('spaces them by half to one and a half of it', () => {
    const rtcp: RtcpOptions = { profile: 'AVPF', bandwidth: 1_000_000, regularIntervalMs: 2000 };
    const reports = storm(rtcp, 120, 1000).filter(({ packets }) => hasBlocks(packets[0]));
    const spacings = reports.slice(2).map(({ at }, index) => at - reports[index + 1]!.at);
    expect(spacings.length).toBeGreaterThan(20);
    expect(Math.min(...spacings)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...spacings)).toBeLessThan(3100);
  });
});

describe('RFC 4585 §3.5.2 early feedback in a group of 20', () => {
  it('is dithered, and given by few for all who have seen the same', () => {
    const given: number[] = [];
    for (let seed = 1; seed <= 6; seed++) {
      const group = new VirtualGroup(20, { profile: 'AVPF', bandwidth: 256_000 }, seed);
      group.send(KEY_FRAME);
      for (let index = 0; index < 150; index++) group.send(OTHER_FRAME);
      group.losing = true;
      group.send(OTHER_FRAME);
      group.losing = false;
      const lostMs = group.now;
      for (let index = 0; index < 20; index++) group.send(OTHER_FRAME);
      const indications = group.members.flatMap(({ said: outputs }) =>
        compoundsOf(outputs).filter(({ at, packets }) => at >= lostMs && packets.some(isIndication)),
      );
      expect(indications.length).toBeGreaterThan(0);
      given.push(indications.length);
      expect(said({ said: group.members[0]!.said } as VirtualLink['a'], 'key-frame-requested').length).toBe(1);
    }
    expect(Math.max(...given)).toBeLessThan(4);
  });

  /** An interval that is skipped is one not yet reconsidered, which would have lengthened it: 7 % more than the share. */
  it('keeps all of RTCP to its share, but for what skipping costs', () => {
    const group = new VirtualGroup(20, { profile: 'AVPF', bandwidth: 256_000 }, 3);
    group.send(KEY_FRAME);
    for (let index = 0; index < 1500; index++) {
      group.send(OTHER_FRAME);
      for (const { host, session } of group.members.slice(1)) {
        host.act((now) => void session.giveFeedback(now, estimate(group.ssrc, 1000 + index)));
      }
    }
    const all = group.members.flatMap(({ said: outputs }) => compoundsOf(outputs)).toSorted((a, b) => a.at - b.at);
    const settled = all.filter(({ at }) => at > 10_000);
    expect(rateOf(settled)).toBeLessThan(1.1 * 256_000 * 0.05);
    expect(rateOf(settled)).toBeGreaterThan(0.7 * 256_000 * 0.05);
  });
});

function hasBlocks(packet: SentCompound['packets'][number] | undefined): boolean {
  return packet !== undefined && 'reportBlocks' in packet && packet.reportBlocks.length > 0;
}

function isIndication({ type }: { readonly type: string }): boolean {
  return type === 'picture-loss-indication';
}
