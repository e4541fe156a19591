/** Media in pipes and files. */

export {
  AnnexBReader,
  splitAccessUnits,
  type AnnexBAccessUnit,
  type AnnexBReaderOptions,
  type AnnexBReaderStatistics,
} from './annex-b-reader.js';
export { pcapFileHeader, pcapRecord, type CapturedDatagram } from './pcap.js';
export { frameRfc4571, Rfc4571Reader } from './rfc-4571.js';
export { type OggPage, parseOggPage, writeOggPage } from './ogg-page.js';
export { OggReader, type OggReaderOptions } from './ogg-reader.js';
export { type OggPacket } from './ogg-stream.js';
export { type OggVorbisPacket, OggVorbisReader } from './ogg-vorbis-reader.js';
export { OggVorbisWriter, type OggVorbisWriterOptions, type TimedVorbisPacket } from './ogg-vorbis-writer.js';
export { OggWriter } from './ogg-writer.js';
