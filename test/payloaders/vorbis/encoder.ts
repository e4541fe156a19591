/** Runs GStreamer's vorbisenc and hands back real headers and packets, for tests that need more than synthetic ones. */

import { type OggVorbisPacket, OggVorbisReader } from '../../../src/formats/ogg-vorbis-reader.js';
import { runGStreamer } from '../../peers/gstreamer.js';

export interface Encoding {
  readonly sampleRate: number;
  readonly channels: number;
  /** −0.1 to 1. */
  readonly quality: number;
  /** Of 1024 samples each. */
  readonly buffers: number;
  /** A `wave` of audiotestsrc; ticks makes libvorbis switch blocks. */
  readonly wave: string;
}

/** The part of a pipeline that makes Vorbis. */
export function vorbisEncoder({ sampleRate, channels, quality, buffers, wave }: Encoding): string {
  return (
    `audiotestsrc num-buffers=${buffers} wave=${wave} ! audio/x-raw,rate=${sampleRate},channels=${channels}` +
    ` ! audioconvert ! vorbisenc quality=${quality}`
  );
}

/** One packet per page, so that each packet carries the granule position that libvorbis gave it. */
export const OGG_PAGE_PER_PACKET = 'oggmux max-delay=0 max-page-delay=0';

export async function encodeVorbis(encoding: Encoding): Promise<OggVorbisPacket[]> {
  const ogg = await runGStreamer(`${vorbisEncoder(encoding)} ! ${OGG_PAGE_PER_PACKET} ! fdsink fd=1`);
  return new OggVorbisReader().push(ogg);
}
