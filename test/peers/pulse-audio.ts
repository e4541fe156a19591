/** A PulseAudio server of a test's own, whose sinks are heard by nobody but the test. */

import { chmodSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Program } from './program.js';
import { TemporaryDirectory } from './temporary-directory.js';
import type { Recording } from './tone.js';

const SAMPLE_RATE = 44_100;
const CHANNELS = 2;
/** Else a null sink renders 2 s ahead while nobody plays, and what is played then is heard and recorded 2 s late. */
const PROMPT = 'norewinds=1';
const FORMAT = ['--raw', '--format=s16le', `--rate=${SAMPLE_RATE}`, `--channels=${CHANNELS}`];

export class PulseAudio implements AsyncDisposable {
  /** What clients are to find the server by; the first sink is theirs, and what the second one plays they record. */
  readonly env: Readonly<Record<string, string>>;
  readonly #program: Program;
  readonly #directory: TemporaryDirectory;

  private constructor(program: Program, directory: TemporaryDirectory, env: Readonly<Record<string, string>>) {
    this.#program = program;
    this.#directory = directory;
    this.env = env;
  }

  /**
   * Starts a server with two null sinks, `loudspeaker` and `microphone`: what is played into the latter is what clients hear who
   * record from the default source.
   */
  static async start(): Promise<PulseAudio> {
    const directory = new TemporaryDirectory('pulse');
    chmodSync(directory.path, 0o700);
    const socket = directory.file('pulse.sock');
    const modules = [
      ...['loudspeaker', 'microphone'].map(
        (name) => `module-null-sink sink_name=${name} rate=${SAMPLE_RATE} ${PROMPT}`,
      ),
      `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    ];
    const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', ...modules.flatMap((module) => ['-L', module])];
    const home = { XDG_RUNTIME_DIR: directory.path, HOME: directory.path, DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
    const program = new Program('pulseaudio', args, { env: home });
    const env = { PULSE_SERVER: `unix:${socket}`, PULSE_SINK: 'loudspeaker', PULSE_SOURCE: 'microphone.monitor' };
    const server = new PulseAudio(program, directory, env);
    await server.#untilItAnswers();
    return server;
  }

  async #untilItAnswers(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const answered = await promisify(execFile)('pactl', ['info'], { env: { ...process.env, ...this.env } }).catch(
        () => undefined,
      );
      if (answered !== undefined) return;
      await delay(50);
    }
    throw new Error(`PulseAudio does not answer:\n${this.#program.errorLines.join('\n')}`);
  }

  /** Records what the loudspeaker plays until told to stop. */
  record(sink = 'loudspeaker'): PulseRecorder {
    return new PulseRecorder(this.#recording(sink));
  }

  /** Hands over what a sink plays as it comes. */
  listen(hear: (pcm: Uint8Array) => void, sink: string): Program {
    return this.#recording(sink, hear);
  }

  #recording(sink: string, onOutput?: (pcm: Uint8Array) => void): Program {
    const args = [...FORMAT, '--latency-msec=20', '-d', `${sink}.monitor`];
    return new Program('parec', args, { env: this.env, ...(onOutput && { onOutput }) });
  }

  /** Speaks into the microphone, live, until all has been said or it is disposed of. */
  speak(pcm: Uint8Array, sink = 'microphone'): Program {
    // Ahead by so much that a busy machine makes no pauses.
    return new Program('pacat', [...FORMAT, '--latency-msec=200', '-d', sink], { env: this.env, input: pcm });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.terminate();
    this.#directory[Symbol.dispose]();
  }
}

/** A running recording. */
export class PulseRecorder implements AsyncDisposable {
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  /** What has been recorded so far. */
  get recording(): Recording {
    return { pcm: this.#program.output, sampleRate: SAMPLE_RATE, channels: CHANNELS };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}
