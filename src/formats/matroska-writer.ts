/** Writes a Matroska file while it is recorded: what has been written can be played, whenever it stops (RFC 9559). */

import { writeUint16 } from '../bytes/big-endian.js';
import { concatenate } from '../bytes/octets.js';
import { ebmlElement, ebmlLongLength, ebmlOpening, LONG_LENGTH } from './ebml.js';
import { MatroskaElement as Element } from './matroska-element.js';
import { matroskaCues, matroskaHeader, SEGMENT_START, type MatroskaTrack } from './matroska-header.js';

/** Octets to be put at a place in the file, in this order. */
export interface FileWrite {
  readonly position: number;
  readonly bytes: Uint8Array;
}

export interface MatroskaFrame {
  /** NAL units with lengths of four octets, or a packet of Vorbis. */
  readonly bytes: Uint8Array;
  /** When it is presented, in milliseconds from the start of the file, 0 or more. */
  readonly timeMs: number;
  /** Whether decoding can start here. */
  readonly keyFrame: boolean;
}

const CLUSTER_OPENING: Uint8Array = ebmlOpening(Element.Cluster);
/** Number of the track in a length of one octet, time in 16 bits, flags (RFC 9559 §10.2). */
const BLOCK_HEADER_LENGTH = 4;
const ONE_OCTET = 0x80;
const KEY_FRAME = 0x80;
/** A new cluster begins with a key frame of the picture, and after so long at the latest. */
const LONGEST_CLUSTER_MS = 5000;
/** Blocks tell their time in 16 bits from that of their cluster. */
const FARTHEST_MS = 0x7fff;
/** For what is known only at the end, and for a track that comes later: its private data has 64 KiB at the most here. */
const ROOM_FOR_ENDING = 256;
const ROOM_FOR_TRACK = 0x1_2000;

/**
 * Tracks may be added at any time: the header is written anew in the room kept for it. Frames of different tracks may come in any
 * order of time, within half a minute.
 */
export class MatroskaWriter {
  readonly #tracks: MatroskaTrack[] = [];
  readonly #cues: [number, number][] = [];
  #headerLength = 0;
  #position = 0;
  #clusterPosition = 0;
  #clusterMs = Number.NEGATIVE_INFINITY;
  #endMs = 0;

  /**
   * Adds a track; another one can follow only if it is said to be `expected` with the first.
   * @returns what to write, or `undefined` when there is no room for it
   */
  addTrack(track: MatroskaTrack, expected: boolean = false): FileWrite[] | undefined {
    const header = matroskaHeader([...this.#tracks, track], undefined);
    if (this.#headerLength === 0) {
      this.#headerLength = header.length + ROOM_FOR_ENDING + (expected ? ROOM_FOR_TRACK : 0);
      this.#position = this.#headerLength;
    }
    if (header.length + ROOM_FOR_ENDING > this.#headerLength) return undefined;
    this.#tracks.push(track);
    return [{ position: 0, bytes: matroskaHeader(this.#tracks, undefined, this.#headerLength) }];
  }

  /** Takes a frame of a track that was added. */
  push(trackNumber: number, frame: MatroskaFrame): FileWrite[] {
    const timeMs = Math.round(frame.timeMs);
    const cluster = this.#beginsCluster(trackNumber, frame, timeMs) ? this.#beginCluster(timeMs) : [];
    this.#endMs = Math.max(this.#endMs, timeMs);
    const header = new Uint8Array(BLOCK_HEADER_LENGTH);
    header[0] = ONE_OCTET | trackNumber;
    writeUint16(header, 1, timeMs - this.#clusterMs);
    header[3] = frame.keyFrame ? KEY_FRAME : 0;
    return [...cluster, this.#append(ebmlElement(Element.SimpleBlock, [header, frame.bytes]))];
  }

  /** Ends the file: adds its length and what finding a place in it takes. */
  end(): FileWrite[] {
    if (this.#headerLength === 0) return [];
    const length = this.#clusterLength();
    const cuesPosition = this.#position - SEGMENT_START;
    const [first] = this.#tracks;
    const cues = this.#append(matroskaCues(first!.number, this.#cues));
    const ending = { durationMs: this.#endMs, segmentLength: this.#position - SEGMENT_START, cuesPosition };
    const header = { position: 0, bytes: matroskaHeader(this.#tracks, ending, this.#headerLength) };
    return [...length, cues, header];
  }

  #beginsCluster(trackNumber: number, { keyFrame }: MatroskaFrame, timeMs: number): boolean {
    const elapsedMs = timeMs - this.#clusterMs;
    if (elapsedMs > LONGEST_CLUSTER_MS || elapsedMs < -FARTHEST_MS) return true;
    return keyFrame && this.#tracks.some(({ number, kind }) => number === trackNumber && kind === 'video');
  }

  #beginCluster(timeMs: number): FileWrite[] {
    const length = this.#clusterLength();
    this.#clusterPosition = this.#position;
    this.#clusterMs = timeMs;
    this.#cues.push([timeMs, this.#position - SEGMENT_START]);
    return [...length, this.#append(concatenate([CLUSTER_OPENING, ebmlElement(Element.Timestamp, timeMs)]))];
  }

  /** The length of the cluster that is over now. */
  #clusterLength(): FileWrite[] {
    if (this.#clusterPosition === 0) return [];
    const contentPosition = this.#clusterPosition + CLUSTER_OPENING.length;
    const bytes = ebmlLongLength(this.#position - contentPosition);
    return [{ position: contentPosition - LONG_LENGTH, bytes }];
  }

  #append(bytes: Uint8Array): FileWrite {
    const position = this.#position;
    this.#position += bytes.length;
    return { position, bytes };
  }
}
