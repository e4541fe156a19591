import { describe, expect, it, vi } from 'vitest';
import { rtpkit } from '../../peers/cli-process.js';
import { freePortPairs } from '../../peers/free-port.js';
import { PATIENCE } from '../../peers/patience.js';
import type { Program } from '../../peers/program.js';
import { PulseAudio, type PulseRecorder } from '../../peers/pulse-audio.js';
import { listenTo, sine, type Tone } from '../../peers/tone.js';

/** One side of a conversation: a sound server of its own, somebody who speaks into its microphone, and the command. */
class Side implements AsyncDisposable {
  readonly sound: PulseAudio;
  readonly #voice: Program;
  readonly #words: readonly string[];

  private constructor(sound: PulseAudio, frequency: number, words: readonly string[]) {
    this.sound = sound;
    this.#voice = sound.speak(sine(frequency, 180).pcm);
    this.#words = words;
  }

  static async of(frequency: number, port: number, otherPort: number): Promise<Side> {
    const words = ['talk', `127.0.0.1:${otherPort}`, '--port', `${port}`];
    return new Side(await PulseAudio.start(), frequency, words);
  }

  talk(): Program {
    return rtpkit(this.#words, { env: this.sound.env });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#voice[Symbol.asyncDispose]();
    await this.sound[Symbol.asyncDispose]();
  }
}

/** Listens to a recording until it has sounded for so long. */
async function untilHeard(recorder: PulseRecorder, seconds: number): Promise<Tone> {
  return vi.waitUntil(() => {
    const tone = listenTo(recorder.recording);
    return tone.seconds >= seconds && tone;
  }, PATIENCE);
}

describe('S8: rtpkit talk, a softphone', () => {
  it('lets two hosts hear each other, in whatever order they begin, and again when one has left and come back', async () => {
    const [port, otherPort] = await freePortPairs(2);
    await using alice = await Side.of(440, port!, otherPort!);
    await using bob = await Side.of(880, otherPort!, port!);
    await using hearAlice = bob.sound.record();
    await using hearBob = alice.sound.record();
    await using aliceTalks = alice.talk();
    await aliceTalks.waitForLine(new RegExp(`rtpkit talk 127.0.0.1:${port} --port ${otherPort}`));
    {
      await using bobTalks = bob.talk();
      const [fromBob, fromAlice] = await Promise.all([untilHeard(hearBob, 1.5), untilHeard(hearAlice, 1.5)]);
      expect(fromAlice.frequency).toBeCloseTo(440, -1);
      expect(fromBob.frequency).toBeCloseTo(880, -1);
      expect(await bobTalks.pressCtrlC()).toBe(0);
    }
    await aliceTalks.waitForLine(/the sender says goodbye/);
    await using hearBobAgain = alice.sound.record();
    await using bobIsBack = bob.talk();
    await aliceTalks.waitForLine(/goes on/);
    const again = await untilHeard(hearBobAgain, 1);
    expect(again.frequency).toBeCloseTo(880, -1);
    expect(await aliceTalks.pressCtrlC()).toBe(0);
    expect(await bobIsBack.pressCtrlC()).toBe(0);
  });
});
