/** What stands in front of the frames of a Matroska file: what it is, how long, and its tracks (RFC 9559 §5.1). */

import { writeUint32 } from '../bytes/big-endian.js';
import { concatenate } from '../bytes/octets.js';
import { ebmlElement, ebmlFloat, ebmlLongLength, ebmlOpening, LONG_LENGTH } from './ebml.js';
import { MatroskaElement as Element } from './matroska-element.js';

export type MatroskaTrack = MatroskaVideoTrack | MatroskaAudioTrack;

interface Track {
  /** 1 to 127, another for each track. */
  readonly number: number;
  /** What a decoder is told once. */
  readonly codecPrivate: Uint8Array;
}

/** H.264 with lengths in front of its NAL units; the `codecPrivate` is `avcC` (ISO 14496-15 §5.3.3.1). */
export interface MatroskaVideoTrack extends Track {
  readonly kind: 'video';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Vorbis; the `codecPrivate` is the laced headers. */
export interface MatroskaAudioTrack extends Track {
  readonly kind: 'audio';
  /** In Hz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** What is known when the file is over. */
export interface MatroskaEnding {
  readonly durationMs: number;
  /** Octets of the segment, and where in it the cues begin. */
  readonly segmentLength: number;
  readonly cuesPosition: number;
}

/** Times count milliseconds. */
const TIMESTAMP_SCALE_NS = 1_000_000;
/** RFC 9559 §5.1.4.1.3. */
const TRACK_TYPE = { video: 1, audio: 2 };
const CODEC_ID = { video: 'V_MPEG4/ISO/AVC', audio: 'A_VORBIS' };
const SEGMENT_OPENING: Uint8Array = ebmlOpening(Element.Segment);
/** An identifier of one octet and a long length. */
const VOID_OPENING_LENGTH: number = 1 + LONG_LENGTH;

const DOCUMENT_TYPE = ebmlElement(Element.EBML, [
  ebmlElement(Element.EBMLVersion, 1),
  ebmlElement(Element.EBMLReadVersion, 1),
  ebmlElement(Element.EBMLMaxIDLength, 4),
  ebmlElement(Element.EBMLMaxSizeLength, 8),
  ebmlElement(Element.DocType, 'matroska'),
  ebmlElement(Element.DocTypeVersion, 4),
  ebmlElement(Element.DocTypeReadVersion, 2),
]);

/** Where the segment's own content begins: positions in it count from there. */
export const SEGMENT_START: number = DOCUMENT_TYPE.length + SEGMENT_OPENING.length;

/** The header of so many tracks; with what is known at the end, if it is. Octets up to `length`, if given, are filled. */
export function matroskaHeader(
  tracks: readonly MatroskaTrack[],
  ending: MatroskaEnding | undefined,
  length: number = 0,
): Uint8Array {
  const opening = SEGMENT_OPENING.slice();
  if (ending !== undefined) opening.set(ebmlLongLength(ending.segmentLength), opening.length - LONG_LENGTH);
  const header = concatenate([
    DOCUMENT_TYPE,
    opening,
    ...(ending === undefined ? [] : [seekHead(ending.cuesPosition)]),
    information(ending?.durationMs),
    ebmlElement(Element.Tracks, tracks.map(trackEntry)),
  ]);
  return concatenate([header, padding(length - header.length)]);
}

/** Where each of the `cues`, a time and the position of a cluster, is to be found. */
export function matroskaCues(track: number, cues: readonly (readonly [number, number])[]): Uint8Array {
  const points = cues.map(([timeMs, position]) => {
    const place = [ebmlElement(Element.CueTrack, track), ebmlElement(Element.CueClusterPosition, position)];
    const time = ebmlElement(Element.CueTime, timeMs);
    return ebmlElement(Element.CuePoint, [time, ebmlElement(Element.CueTrackPositions, place)]);
  });
  return ebmlElement(Element.Cues, points);
}

function seekHead(cuesPosition: number): Uint8Array {
  const identifier = new Uint8Array(4);
  writeUint32(identifier, 0, Element.Cues);
  const cues = [ebmlElement(Element.SeekID, identifier), ebmlElement(Element.SeekPosition, cuesPosition)];
  return ebmlElement(Element.SeekHead, [ebmlElement(Element.Seek, cues)]);
}

function information(durationMs: number | undefined): Uint8Array {
  return ebmlElement(Element.Info, [
    ebmlElement(Element.TimestampScale, TIMESTAMP_SCALE_NS),
    ebmlElement(Element.MuxingApp, 'rtpkit'),
    ebmlElement(Element.WritingApp, 'rtpkit'),
    ...(durationMs === undefined ? [] : [ebmlElement(Element.Duration, ebmlFloat(durationMs))]),
  ]);
}

function trackEntry(track: MatroskaTrack): Uint8Array {
  return ebmlElement(Element.TrackEntry, [
    ebmlElement(Element.TrackNumber, track.number),
    ebmlElement(Element.TrackUID, track.number),
    ebmlElement(Element.FlagLacing, 0), // One frame in each block.
    ebmlElement(Element.TrackType, TRACK_TYPE[track.kind]),
    ebmlElement(Element.CodecID, CODEC_ID[track.kind]),
    ebmlElement(Element.CodecPrivate, track.codecPrivate),
    track.kind === 'video' ? pictureEntry(track) : soundEntry(track),
  ]);
}

function pictureEntry({ width, height }: MatroskaVideoTrack): Uint8Array {
  return ebmlElement(Element.Video, [ebmlElement(Element.PixelWidth, width), ebmlElement(Element.PixelHeight, height)]);
}

function soundEntry({ sampleRate, channels }: MatroskaAudioTrack): Uint8Array {
  return ebmlElement(Element.Audio, [
    ebmlElement(Element.SamplingFrequency, ebmlFloat(sampleRate)),
    ebmlElement(Element.Channels, channels),
  ]);
}

/** Nothing, in so many octets. */
function padding(length: number): Uint8Array {
  if (length < VOID_OPENING_LENGTH) return new Uint8Array(0);
  const octets = new Uint8Array(length);
  octets[0] = Element.Void;
  octets.set(ebmlLongLength(length - VOID_OPENING_LENGTH), 1);
  return octets;
}
