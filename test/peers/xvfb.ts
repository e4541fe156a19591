/** An X server without a screen, for windows to appear on, and a look at what it shows. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Picture } from './picture.js';
import { Program } from './program.js';

let startedHere = 0;

export class Xvfb implements AsyncDisposable {
  /** What programs are to find their display by. */
  readonly env: Readonly<Record<string, string>>;
  readonly #program: Program;
  readonly #width: number;
  readonly #height: number;

  private constructor(program: Program, display: string, width: number, height: number) {
    this.#program = program;
    this.#width = width;
    this.#height = height;
    this.env = { DISPLAY: display };
  }

  /**
   * Takes a display number that hardly anyone else has: the lowest free one is what all others take.
   * @param width pixels; a screen as large as a window shows that window alone, wherever the program would have put it
   */
  static async start(width = 640, height = 480): Promise<Xvfb> {
    const display = `:${100 + (process.pid % 50_000) + 50 * startedHere++}`;
    const screen = ['-screen', '0', `${width}x${height}x24`];
    // Else it starts anew when its last client leaves, and refuses who comes meanwhile, as autovideosink does after each look.
    const program = new Program('Xvfb', [display, '-displayfd', '2', '-noreset', ...screen, '-nolisten', 'tcp']);
    await program.waitForLine(/^\d+$/); // the number, once it listens
    return new Xvfb(program, display, width, height);
  }

  /** What the whole screen shows now. */
  async screenshot(): Promise<Picture> {
    const [width, height] = [this.#width, this.#height];
    const args = [...this.#grab(30), '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
    const { stdout } = await promisify(execFile)('ffmpeg', args, {
      encoding: 'buffer',
      maxBuffer: 2 * width * height * 3,
    });
    return { width, height, rgb: new Uint8Array(stdout) };
  }

  /** Shows the screen to `look`, 60 times a second, one octet per pixel. */
  watch(look: (gray: Uint8Array) => void): Program {
    const length = this.#width * this.#height;
    const args = [...this.#grab(60), '-flush_packets', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    let rest = new Uint8Array();
    const onOutput = (chunk: Uint8Array): void => {
      rest = new Uint8Array(Buffer.concat([rest, chunk]));
      for (; rest.length >= length; rest = rest.subarray(length)) look(rest.subarray(0, length));
    };
    return new Program('ffmpeg', args, { onOutput });
  }

  #grab(framesPerSecond: number): string[] {
    const picture = ['-draw_mouse', '0', '-framerate', `${framesPerSecond}`];
    const size = `${this.#width}x${this.#height}`;
    return ['-v', 'error', '-f', 'x11grab', ...picture, '-video_size', size, '-i', this.env['DISPLAY']!];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.terminate();
  }
}
