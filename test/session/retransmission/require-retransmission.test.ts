import { describe, expect, it } from 'vitest';
import { formatsOfCodec } from '../../../src/node/descriptions/receive-formats.js';
import { requireReceiveRetransmissions } from '../../../src/session/retransmission/require-retransmission.js';
import { toyFormat } from '../toy-format.js';

const retransmission = { payloadType: 97 };

describe('RFC 4588 §8.6 payload types of retransmission streams', () => {
  it('may be shared by payload types of one format: a codec without a payload type was refused', () => {
    const formats = formatsOfCodec({ codec: 'H264', retransmission });
    expect(formats.length).toBe(31);
    expect(() => requireReceiveRetransmissions(formats, false)).not.toThrow();
  });

  it('are not shared by formats, nor with media', () => {
    const both = [96, 98].map((payloadType) => ({ payloadType, format: toyFormat(), retransmission }));
    expect(() => requireReceiveRetransmissions(both, false)).toThrow('each payload type once');
    const media = [{ payloadType: 97, format: toyFormat(), retransmission }];
    expect(() => requireReceiveRetransmissions(media, false)).toThrow('each payload type once');
  });
});
