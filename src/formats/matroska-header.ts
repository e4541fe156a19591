/** What stands in front of the frames of a Matroska file: what it is, how long, and its tracks (RFC 9559 §5.1). */

import { concatenate } from '../bytes/octets.js';
import { ebmlElement, ebmlFloat, ebmlLongLength, ebmlOpening } from './ebml.js';

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

const EBML = 0x1a45_dfa3;
const SEGMENT = 0x1853_8067;
const VOID = 0xec;
/** Times count milliseconds. */
const TIMESTAMP_SCALE_NS = 1_000_000;
const CUES = 0x1c53_bb6b;
/** An identifier and eight octets of length. */
const VOID_OPENING = 9;

const DOCUMENT_TYPE = ebmlElement(EBML, [
  ebmlElement(0x4286, 1), // EBMLVersion
  ebmlElement(0x42f7, 1), // EBMLReadVersion
  ebmlElement(0x42f2, 4), // EBMLMaxIDLength
  ebmlElement(0x42f3, 8), // EBMLMaxSizeLength
  ebmlElement(0x4282, 'matroska'), // DocType
  ebmlElement(0x4287, 4), // DocTypeVersion
  ebmlElement(0x4285, 2), // DocTypeReadVersion
]);

/** Where the segment's own content begins: positions in it count from there. */
export const SEGMENT_START: number = DOCUMENT_TYPE.length + ebmlOpening(SEGMENT).length;

/** The header of so many tracks; with what is known at the end, if it is. Octets up to `length`, if given, are filled. */
export function matroskaHeader(
  tracks: readonly MatroskaTrack[],
  ending: MatroskaEnding | undefined,
  length: number = 0,
): Uint8Array {
  const opening = ebmlOpening(SEGMENT);
  if (ending !== undefined) opening.set(ebmlLongLength(ending.segmentLength), 4);
  const header = concatenate([
    DOCUMENT_TYPE,
    opening,
    ...(ending === undefined ? [] : [seekHead(ending.cuesPosition)]),
    information(ending?.durationMs),
    ebmlElement(0x1654_ae6b, tracks.map(trackEntry)),
  ]);
  return concatenate([header, padding(length - header.length)]);
}

/** Where each of the `cues`, a time and the position of a cluster, is to be found. */
export function matroskaCues(track: number, cues: readonly (readonly [number, number])[]): Uint8Array {
  const points = cues.map(([timeMs, position]) => {
    const place = ebmlElement(0xb7, [ebmlElement(0xf7, track), ebmlElement(0xf1, position)]);
    return ebmlElement(0xbb, [ebmlElement(0xb3, timeMs), place]);
  });
  return ebmlElement(CUES, points);
}

function seekHead(cuesPosition: number): Uint8Array {
  const identifier = Uint8Array.of(CUES >>> 24, CUES >>> 16, CUES >>> 8, CUES);
  return ebmlElement(0x114d_9b74, [
    ebmlElement(0x4dbb, [ebmlElement(0x53ab, identifier), ebmlElement(0x53ac, cuesPosition)]),
  ]);
}

function information(durationMs: number | undefined): Uint8Array {
  return ebmlElement(0x1549_a966, [
    ebmlElement(0x2a_d7b1, TIMESTAMP_SCALE_NS),
    ebmlElement(0x4d80, 'rtpkit'), // MuxingApp
    ebmlElement(0x5741, 'rtpkit'), // WritingApp
    ...(durationMs === undefined ? [] : [ebmlElement(0x4489, ebmlFloat(durationMs))]),
  ]);
}

function trackEntry(track: MatroskaTrack): Uint8Array {
  return ebmlElement(0xae, [
    ebmlElement(0xd7, track.number),
    ebmlElement(0x73c5, track.number), // TrackUID
    ebmlElement(0x9c, 0), // FlagLacing: one frame in each block
    ebmlElement(0x83, track.kind === 'video' ? 1 : 2),
    ebmlElement(0x86, track.kind === 'video' ? 'V_MPEG4/ISO/AVC' : 'A_VORBIS'),
    ebmlElement(0x63a2, track.codecPrivate),
    track.kind === 'video'
      ? ebmlElement(0xe0, [ebmlElement(0xb0, track.width), ebmlElement(0xba, track.height)])
      : ebmlElement(0xe1, [ebmlElement(0xb5, ebmlFloat(track.sampleRate)), ebmlElement(0x9f, track.channels)]),
  ]);
}

/** Nothing, in so many octets. */
function padding(length: number): Uint8Array {
  if (length < VOID_OPENING) return new Uint8Array(0);
  const octets = new Uint8Array(length);
  octets[0] = VOID;
  octets.set(ebmlLongLength(length - VOID_OPENING), 1);
  return octets;
}
