/** Vorbis over RTP (RFC 5215), and the Vorbis headers and block sizes that it needs. */

export { blockSize, packetDuration, previousBlockSize } from './block-size.js';
export { emptyCommentHeader } from './comment-header.js';
export { configurationIdent } from './configuration-ident.js';
export { parseVorbisFormatParameters, vorbisFormatParameters } from './format-parameters.js';
export { type IdentificationHeader, parseIdentificationHeader } from './identification-header.js';
export { readLacedHeaders, writeLacedHeaders } from './laced-headers.js';
export {
  type PackedConfiguration,
  readPackedConfigurations,
  writePackedConfigurations,
} from './packed-configuration.js';
export { readPackedHeaders, writePackedHeaders } from './packed-headers.js';
export { PacketTimeline } from './packet-timeline.js';
export { parseSetupHeader } from './setup-header.js';
export { vorbis } from './vorbis.js';
export { parseVorbisConfiguration, VorbisConfiguration, type VorbisHeaders } from './vorbis-configuration.js';
export { VorbisDepayloader, type VorbisDepayloaderOptions } from './vorbis-depayloader.js';
export type { VorbisDepayloaderStatistics } from './vorbis-depayloader-statistics.js';
export { VorbisPacket } from './vorbis-packet.js';
export { VorbisPayloader, type VorbisPayloaderOptions } from './vorbis-payloader.js';
