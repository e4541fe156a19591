import { describe, expect, it } from 'vitest';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import { KeyFrameRequester } from '../../../src/session/feedback/key-frame-requester.js';

function requester(): { requester: KeyFrameRequester; sent: RtcpPacket[]; withdrawn: string[] } {
  const withdrawn: string[] = [];
  const sent: RtcpPacket[] = [];
  const request = (now: number, packet: RtcpPacket): number => {
    sent.push(packet);
    return now;
  };
  const withdraw = (packet: RtcpPacket): void => void withdrawn.push(packet.type);
  return { requester: new KeyFrameRequester(9, { request, withdraw }), sent, withdrawn };
}

describe('RFC 5104 §4.3.1 full intra request', () => {
  it('is used where the source knows no picture loss indication', () => {
    const { requester: asking, sent } = requester();
    expect(asking.request(0, ['nack', 'ccm fir'])).toBe(true);
    expect(sent).toEqual([
      { type: 'full-intra-request', ssrc: 0, mediaSsrc: 0, entries: [{ ssrc: 9, sequenceNumber: 0 }] },
    ]);
    expect(asking.counts).toEqual({ pliCount: 0, firCount: 1 });
  });

  it('keeps its number while it is repeated, and has the next once a key frame has come, modulo 256', () => {
    const { requester: asking, sent } = requester();
    for (let time = 0; time < 3; time++) asking.request(time * 1000, ['ccm fir']);
    for (let time = 3; time < 260; time++) {
      asking.answered();
      asking.request(time * 1000, ['ccm fir']);
    }
    const numbers = sent.map((packet) =>
      packet.type === 'full-intra-request' ? packet.entries[0]!.sequenceNumber : -1,
    );
    expect(numbers.slice(0, 5)).toEqual([0, 0, 0, 1, 2]);
    expect(numbers.at(-1)).toBe(1);
  });
});

describe('RFC 4585 §6.3.1 picture loss indication', () => {
  it('is preferred', () => {
    const { requester: asking, sent } = requester();
    asking.request(0, ['ccm fir', 'nack pli']);
    expect(sent).toEqual([{ type: 'picture-loss-indication', ssrc: 0, mediaSsrc: 9 }]);
  });

  it('is repeated no sooner than its answer can have come', () => {
    const { requester: asking } = requester();
    const asked = [0, 399, 400, 799, 800].map((now) => asking.request(now, ['nack pli'], 300));
    expect(asked).toEqual([true, false, true, false, true]);
    asking.answered();
    expect(asking.request(801, ['nack pli'], 300)).toBe(true);
  });

  it('is taken back when a key frame has come before it has left', () => {
    const { requester: asking, withdrawn } = requester();
    asking.answered();
    expect(withdrawn).toEqual([]);
    asking.request(0, ['nack pli']);
    asking.answered();
    expect(withdrawn).toEqual(['picture-loss-indication', 'full-intra-request']);
  });

  it('is not sent to who understands neither', () => {
    const { requester: asking, sent } = requester();
    expect(asking.request(0, ['nack'])).toBe(false);
    expect(sent).toEqual([]);
  });
});
