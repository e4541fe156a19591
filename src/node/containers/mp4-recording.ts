/** An MP4 file, through mediabunny: it can be played once it has been closed. */

import { unwritable } from '../system/file-error.js';
import { openFileWriter } from './file-writer.js';
import { loadMediabunny } from './load-mediabunny.js';
import type { DecoderConfig, Mediabunny, Output, PacketSource } from './mediabunny.js';
import type { RecordedFrame, RecordedTrack, Recording } from './recording.js';

/** All tracks have to be there when the file begins: it waits for them for so long, and then does without. */
const MOST_WAITING_MS = 2000;

interface Track {
  readonly source: PacketSource;
  readonly decoderConfig: DecoderConfig;
}

/** @param tracks how many tracks are to come */
export async function openMp4Recording(path: string, tracks: number): Promise<Recording> {
  const mediabunny = await loadMediabunny(path);
  await (await openFileWriter(path)).close();
  return new Mp4Recording(mediabunny, path, tracks);
}

class Mp4Recording implements Recording {
  readonly #mediabunny: Mediabunny;
  readonly #path: string;
  readonly #expected: number;
  /** Made with the first track: making it empties the file. */
  #output: Output | undefined;
  readonly #tracks = new Map<number, Track>();
  readonly #waiting: (readonly [number, RecordedFrame])[] = [];
  #started = false;
  #starting: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(mediabunny: Mediabunny, path: string, tracks: number) {
    this.#mediabunny = mediabunny;
    this.#path = path;
    this.#expected = tracks;
  }

  addTrack(track: RecordedTrack): boolean {
    if (this.#started) return false;
    const { EncodedAudioPacketSource, EncodedVideoPacketSource } = this.#mediabunny;
    const isVideo = track.kind === 'video';
    const source = isVideo ? new EncodedVideoPacketSource('avc') : new EncodedAudioPacketSource('vorbis');
    this.#output ??= this.#createOutput();
    if (isVideo) this.#output.addVideoTrack(source);
    else this.#output.addAudioTrack(source);
    this.#tracks.set(track.number, { source, decoderConfig: decoderConfigOf(track) });
    return true;
  }

  write(trackNumber: number, frame: RecordedFrame): Promise<void> {
    this.#waiting.push([trackNumber, frame]);
    const [[, first]] = this.#waiting as [[number, RecordedFrame]];
    if (this.#started || this.#isComplete() || frame.timeMs - first.timeMs > MOST_WAITING_MS) this.#writeWaiting();
    return this.#last;
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #createOutput(): Output {
    const { FilePathTarget, Mp4OutputFormat, Output } = this.#mediabunny;
    return new Output({ format: new Mp4OutputFormat(), target: new FilePathTarget(this.#path) });
  }

  #isComplete(): boolean {
    return this.#tracks.size === this.#expected;
  }

  #writeWaiting(): void {
    this.#started = true;
    const frames = this.#waiting.splice(0);
    this.#last = this.#last.then(() => this.#writeAll(frames));
    this.#last.catch(() => undefined); // Told to whoever waits, now or at the next write.
  }

  async #writeAll(frames: readonly (readonly [number, RecordedFrame])[]): Promise<void> {
    const { EncodedPacket } = this.#mediabunny;
    try {
      this.#starting ??= this.#output!.start();
      await this.#starting;
      for (const [number, { bytes, keyFrame, timeMs, durationMs }] of frames) {
        const { source, decoderConfig } = this.#tracks.get(number)!;
        const packet = new EncodedPacket(bytes, keyFrame ? 'key' : 'delta', timeMs / 1000, durationMs / 1000);
        await source.add(packet, { decoderConfig });
      }
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  /** Without a frame there is no file. */
  async #end(): Promise<void> {
    if (this.#waiting.length > 0) this.#writeWaiting();
    await this.#last;
    if (!this.#started) return;
    await this.#output!.finalize().catch((cause: unknown) => {
      throw unwritable(this.#path, cause);
    });
  }
}

function decoderConfigOf(track: RecordedTrack): DecoderConfig {
  const description = track.codecPrivate;
  if (track.kind === 'audio') {
    return { codec: 'vorbis', description, sampleRate: track.sampleRate, numberOfChannels: track.channels };
  }
  const profile = Array.from(description.subarray(1, 4), (octet) => octet.toString(16).padStart(2, '0'));
  return { codec: `avc1.${profile.join('')}`, description, codedWidth: track.width, codedHeight: track.height };
}
