/** An X server without a screen, for windows to appear on, and a look at what it shows. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cut, type Picture } from './picture.js';
import { Program } from './program.js';

const WIDTH = 640;
const HEIGHT = 480;

let startedHere = 0;

export class Xvfb implements AsyncDisposable {
  /** What programs are to find their display by. */
  readonly env: Readonly<Record<string, string>>;
  readonly #program: Program;

  private constructor(program: Program, display: string) {
    this.#program = program;
    this.env = { DISPLAY: display };
  }

  /** Takes a display number that hardly anyone else has: the lowest free one is what all others take. */
  static async start(): Promise<Xvfb> {
    const display = `:${100 + (process.pid % 50_000) + 50 * startedHere++}`;
    const screen = ['-screen', '0', `${WIDTH}x${HEIGHT}x24`];
    const program = new Program('Xvfb', [display, '-displayfd', '2', ...screen, '-nolisten', 'tcp']);
    await program.waitForLine(/^\d+$/); // the number, once it listens
    return new Xvfb(program, display);
  }

  /** What the whole screen shows now. */
  async screenshot(): Promise<Picture> {
    const grab = ['-f', 'x11grab', '-draw_mouse', '0', '-video_size', `${WIDTH}x${HEIGHT}`, '-i', this.env['DISPLAY']!];
    const picture = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
    const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', ...grab, ...picture], {
      encoding: 'buffer',
      maxBuffer: 2 * WIDTH * HEIGHT * 3,
    });
    return { width: WIDTH, height: HEIGHT, rgb: new Uint8Array(stdout) };
  }

  /** What a window without a frame shows, which without a window manager begins at the upper left corner. */
  async screenshotOfWindow(width: number, height: number): Promise<Picture> {
    return cut(await this.screenshot(), 0, 0, width, height);
  }

  /** Shows the upper left corner of the screen to `look`, 60 times a second, one octet per pixel. */
  watch(width: number, height: number, look: (gray: Uint8Array) => void): Program {
    const grab = ['-f', 'x11grab', '-draw_mouse', '0', '-framerate', '60', '-video_size', `${width}x${height}`];
    const picture = ['-fflags', 'nobuffer', '-flush_packets', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    const args = ['-v', 'error', ...grab, '-i', this.env['DISPLAY']!, ...picture];
    let rest = new Uint8Array();
    const onOutput = (chunk: Uint8Array): void => {
      rest = new Uint8Array(Buffer.concat([rest, chunk]));
      for (; rest.length >= width * height; rest = rest.subarray(width * height))
        look(rest.subarray(0, width * height));
    };
    return new Program('ffmpeg', args, { onOutput });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.terminate();
  }
}
