/**
 * Something that is seen on a screen and heard from a microphone in the same moment, once a second; and when it was, as witnesses
 * tell: on a busy machine it is not quite the same moment.
 */

import { monotonicNow } from '../../../src/node/system/system-clock.js';
import { Program } from '../../peers/program.js';
import { PulseAudio } from '../../peers/pulse-audio.js';
import { Xvfb } from '../../peers/xvfb.js';

const WIDTH = 320;
const HEIGHT = 240;
/** The screen turns black or white, and the loudspeaker clicks. */
const PIPELINE = `-q videotestsrc is-live=true pattern=blink ! video/x-raw,width=${WIDTH},height=${HEIGHT},framerate=1/1
  ! videoconvert ! ximagesink audiotestsrc is-live=true wave=ticks tick-interval=1000000000 volume=0.9
  ! audio/x-raw,rate=44100,channels=2 ! pulsesink device=microphone buffer-time=40000`;
const OCTETS_PER_MS = (44_100 * 4) / 1000;
/** Of full scale. */
const LOUD = 0.2;

export class FlashAndClick implements AsyncDisposable {
  /** What programs are to find screen and microphone by. */
  readonly env: Readonly<Record<string, string>>;
  /** Times of the monotonic clock, in ms. */
  readonly flashes: number[] = [];
  readonly #loudOctets: number[] = [];
  #isWhite: boolean | undefined;
  #octets = 0;
  /** When the recording began: the chunk that came soonest tells. */
  #recordedSinceMs = Infinity;

  private constructor(
    private readonly screen: Xvfb,
    private readonly sound: PulseAudio,
    private readonly programs: Program[] = [],
  ) {
    this.env = { ...screen.env, ...sound.env };
  }

  static async start(): Promise<FlashAndClick> {
    const stage = new FlashAndClick(await Xvfb.start(WIDTH, HEIGHT), await PulseAudio.start());
    stage.programs.push(
      stage.sound.listen((pcm) => stage.#hear(pcm), 'microphone'),
      stage.screen.watch((gray) => stage.#see(gray)),
      new Program('gst-launch-1.0', PIPELINE.split(/\s+/), { env: stage.env }),
    );
    return stage;
  }

  /** Times of all that is loud, in ms of the monotonic clock. */
  get clicks(): number[] {
    return this.#loudOctets.map((octets) => this.#recordedSinceMs + octets / OCTETS_PER_MS);
  }

  #see(gray: Uint8Array): void {
    const isWhite = gray[(HEIGHT / 2) * WIDTH + WIDTH / 2]! > 128;
    if (this.#isWhite !== undefined && isWhite !== this.#isWhite) this.flashes.push(monotonicNow());
    this.#isWhite = isWhite;
  }

  #hear(pcm: Uint8Array): void {
    const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    for (let offset = this.#octets % 2; offset + 2 <= pcm.length; offset += 2) {
      if (Math.abs(view.getInt16(offset, true)) > LOUD * 32_768) this.#loudOctets.push(this.#octets + offset);
    }
    this.#octets += pcm.length;
    this.#recordedSinceMs = Math.min(this.#recordedSinceMs, monotonicNow() - this.#octets / OCTETS_PER_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.programs.map((program) => program[Symbol.asyncDispose]()));
    await this.screen[Symbol.asyncDispose]();
    await this.sound[Symbol.asyncDispose]();
  }
}
