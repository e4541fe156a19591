/** H.264 as the decoders of a backend read it from their stdin. */

import type { AccessUnit, ParameterSets } from '../../payloaders/h264/index.js';
import type { Backend } from '../backends/backend.js';
import { AnnexBFeed } from './annex-b-feed.js';
import type { Feed } from './feed.js';
import { H264PacketFeed } from './h264-packet-feed.js';

/** @param sets of the stream, kept from one run of a decoder to the next */
export function createVideoFeed({ videoFeed }: Backend, sets: ParameterSets): Feed<AccessUnit> {
  return videoFeed === 'rfc4571' ? new H264PacketFeed(sets) : new AnnexBFeed(sets);
}
