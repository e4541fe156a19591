/**
 * A loopback network of a test's own, where fixed ports are free whatever else runs here. Where the kernel does not let us have
 * one, programs run in the network of the host: serial suites do not get into each other's way there either.
 */

import { Program } from './program.js';

const ROOT = process.getuid?.() === 0;
/** Who is not root is it in a user namespace of their own. */
const UNSHARE = ['unshare', '--net', ...(ROOT ? [] : ['--map-root-user'])] as const;
const ENTER = ['nsenter', '--net', ...(ROOT ? [] : ['--user', '--preserve-credentials'])] as const;

export class NetworkNamespace implements AsyncDisposable {
  readonly #holder: Program | undefined;

  private constructor(holder: Program | undefined) {
    this.#holder = holder;
  }

  static async open(): Promise<NetworkNamespace> {
    const [program, ...options] = UNSHARE;
    const hold = 'ip link set lo up && echo ready >&2 && exec sleep infinity';
    const holder = new Program(program, [...options, 'sh', '-c', hold]);
    const isAllowed = await holder.waitForLine(/^ready$/).catch(() => undefined);
    return new NetworkNamespace(isAllowed && holder);
  }

  /** The words that run a program in here. */
  inside(program: string, args: readonly string[]): readonly [program: string, args: readonly string[]] {
    if (this.#holder === undefined) return [program, args];
    const [enter, ...options] = ENTER;
    return [enter, ['--target', String(this.#holder.pid), ...options, program, ...args]];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#holder?.[Symbol.asyncDispose]();
  }
}
