/** Media in pipes and files. */

export {
  AnnexBReader,
  splitAccessUnits,
  type AnnexBAccessUnit,
  type AnnexBReaderOptions,
  type AnnexBReaderStatistics,
} from './annex-b-reader.js';
export { CaptureReader } from './capture-reader.js';
export type { CapturedDatagram } from './captured-datagram.js';
export type { MatroskaAudioTrack, MatroskaTrack, MatroskaVideoTrack } from './matroska-header.js';
export { type FileWrite, type MatroskaFrame, MatroskaWriter } from './matroska-writer.js';
export { pcapFileHeader, pcapRecord } from './pcap.js';
export { PcapReader } from './pcap-reader.js';
export { frameRfc4571, Rfc4571Reader } from './rfc-4571.js';
export { rtpdumpFileHeader, rtpdumpRecord, type RtpdumpOrigin } from './rtpdump.js';
export { RtpdumpReader } from './rtpdump-reader.js';
export { type OggPage, parseOggPage, writeOggPage } from './ogg-page.js';
export { OggReader, type OggReaderOptions } from './ogg-reader.js';
export { type OggPacket } from './ogg-stream.js';
export { type OggVorbisPacket, OggVorbisReader } from './ogg-vorbis-reader.js';
export { OggVorbisWriter, type OggVorbisWriterOptions, type TimedVorbisPacket } from './ogg-vorbis-writer.js';
export { OggWriter } from './ogg-writer.js';
export { i420Length, type FrameRate, yuv4Mpeg2Frame, type Yuv4Mpeg2Format, yuv4Mpeg2Header } from './yuv4mpeg2.js';
