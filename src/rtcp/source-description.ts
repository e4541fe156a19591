/** Source description (RFC 3550 §6.5): chunks of text items, one chunk for a source; CNAME is the one that must be there. */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../errors.js';
import { RTCP_HEADER_LENGTH, writeRtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';
import { itemEnd, measureItem, readItem, writeItem, type SourceDescriptionItem } from './source-description-item.js';

const PAYLOAD_TYPE = 202;
const MAX_CHUNKS = 31;
const SSRC_LENGTH = 4;
const END = 0;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|    SC   |  PT=SDES=202  |            length             |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                          SSRC/CSRC                            |  a chunk, SC times
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  items, then one to four zeros up to the next word            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface SourceDescription {
  readonly type: 'source-description';
  /** At most 31. */
  readonly chunks: readonly SourceDescriptionChunk[];
}

export interface SourceDescriptionChunk {
  readonly ssrc: number;
  readonly items: readonly SourceDescriptionItem[];
}

export const sourceDescriptionFormat: RtcpPacketFormat<SourceDescription> = {
  type: 'source-description',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end, count }) {
    const chunks: SourceDescriptionChunk[] = [];
    let next = offset + RTCP_HEADER_LENGTH;
    while (chunks.length < count) {
      if (next + SSRC_LENGTH > end) return new Reject('chunk-overruns-packet', end, 'RFC 3550 §6.5');
      const items: SourceDescriptionItem[] = [];
      const itemsEnd = readItems(bytes, next + SSRC_LENGTH, end, items);
      if (itemsEnd instanceof Reject) return itemsEnd;
      chunks.push({ ssrc: readUint32(bytes, next), items });
      next = itemsEnd - ((itemsEnd - offset) % 4) + 4;
    }
    return { type: 'source-description', chunks };
  },

  measure({ chunks }) {
    if (chunks.length > MAX_CHUNKS) throw outOfRange('chunks.length', chunks.length, `at most ${MAX_CHUNKS}`);
    let length = RTCP_HEADER_LENGTH;
    for (const chunk of chunks) length += measureChunk(chunk);
    return length;
  },

  write({ chunks }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, chunks.length, PAYLOAD_TYPE, length);
    let next = offset + RTCP_HEADER_LENGTH;
    for (const chunk of chunks) {
      writeUint32(bytes, next, chunk.ssrc);
      let itemsEnd = next + SSRC_LENGTH;
      for (const item of chunk.items) itemsEnd = writeItem(item, bytes, itemsEnd);
      next = itemsEnd - ((itemsEnd - offset) % 4) + 4;
      bytes.fill(END, itemsEnd, next);
    }
  },
};

/**
 * Reads items up to the zero that ends them and returns its offset. A list that fills the packet to its last octet ends
 * there, zero or not: nothing of it is in doubt.
 */
function readItems(bytes: Uint8Array, offset: number, end: number, items: SourceDescriptionItem[]): number | Reject {
  let next = offset;
  while (next < end && bytes[next] !== END) {
    const item = readItem(bytes, next, end);
    if (item instanceof Reject) return item;
    items.push(item);
    next = itemEnd(bytes, next);
  }
  return next;
}

function measureChunk({ ssrc, items }: SourceDescriptionChunk): number {
  requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
  let length = SSRC_LENGTH;
  for (const item of items) length += measureItem(item);
  return length - (length % 4) + 4;
}
