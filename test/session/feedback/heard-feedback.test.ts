import { describe, expect, it } from 'vitest';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import { HeardFeedback } from '../../../src/session/feedback/heard-feedback.js';

function nack(...sequenceNumbers: number[]): RtcpPacket {
  return { type: 'generic-nack', ssrc: 0, mediaSsrc: 1, sequenceNumbers };
}
const indication: RtcpPacket = { type: 'picture-loss-indication', ssrc: 0, mediaSsrc: 1 };
const command: RtcpPacket = {
  type: 'full-intra-request',
  ssrc: 0,
  mediaSsrc: 0,
  entries: [
    { ssrc: 1, sequenceNumber: 3 },
    { ssrc: 2, sequenceNumber: 3 },
  ],
};

describe('RFC 4585 §3.5.2 step 5 what others have said', () => {
  it('need not be said again', () => {
    const heard = new HeardFeedback();
    heard.add(0, nack(1, 2, 3));
    heard.add(0, nack(5));
    expect(heard.remainder(0, nack(2, 5))).toBeUndefined();
    expect(heard.remainder(0, nack(2, 4))).toEqual(nack(4));
    expect(heard.remainder(0, { ...nack(2), mediaSsrc: 9 } as RtcpPacket)).toEqual({ ...nack(2), mediaSsrc: 9 });
  });

  it('asks for a key frame in either way', () => {
    const heard = new HeardFeedback();
    expect(heard.remainder(0, indication)).toEqual(indication);
    heard.add(0, indication);
    expect(heard.remainder(0, indication)).toBeUndefined();
    expect(heard.remainder(0, command)).toEqual({ ...command, entries: [{ ssrc: 2, sequenceNumber: 3 }] });
    heard.add(0, command);
    expect(heard.remainder(0, command)).toBeUndefined();
  });

  it('counts for two seconds', () => {
    const heard = new HeardFeedback();
    heard.add(0, indication);
    expect(heard.remainder(2000, indication)).toBeUndefined();
    expect(heard.remainder(2001, indication)).toEqual(indication);
  });

  it('says nothing of what one says for oneself', () => {
    const heard = new HeardFeedback();
    const estimate: RtcpPacket = {
      type: 'receiver-estimated-maximum-bit-rate',
      ssrc: 0,
      mediaSsrc: 0,
      bitRate: 1,
      ssrcs: [1],
    };
    heard.add(0, estimate);
    expect(heard.remainder(0, estimate)).toEqual(estimate);
  });

  it('is forgotten before its time where it is much', () => {
    const heard = new HeardFeedback();
    for (let number = 0; number < 65; number++) heard.add(0, nack(number));
    expect(heard.remainder(0, nack(0, 1))).toEqual(nack(0));
  });
});
