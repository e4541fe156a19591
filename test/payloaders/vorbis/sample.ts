import * as fc from 'fast-check';
import { VorbisPacket } from '../../../src/payloaders/vorbis/vorbis-packet.js';
import type { CodecSample } from '../codec-sample.js';
import { audioStream } from './audio-packets.js';
import { syntheticHeaders } from './synthetic-headers.js';

const BLOCK_SIZES = [256, 2048] as const; // what syntheticHeaders() announces

export const vorbisSample: CodecSample = {
  leastRoom: 20,
  payloaderOptions: { configuration: syntheticHeaders() },
  streams: (room) =>
    fc
      .array(fc.record({ long: fc.boolean(), length: fc.integer({ min: 1, max: 3 * room }) }), {
        minLength: 1,
        maxLength: 12,
      })
      .map((blocks) => audioStream(blocks, BLOCK_SIZES)),
  partsSent: (frame) => [frame],
  partsReceived: (frame) => (frame instanceof VorbisPacket ? [frame.bytes] : []),
};
