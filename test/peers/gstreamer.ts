/** Runs `gst-launch-1.0` to its end with octets on stdin and hands back what it wrote to stdout. */

import { spawn } from 'node:child_process';

export interface GStreamerRun {
  /** Written to stdin, which is then closed. */
  readonly input?: Uint8Array;
  /** Default 20 s; the process is killed then and the run fails. */
  readonly timeoutMs?: number;
}

const APT_LINE =
  'apt-get install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good ' +
  'gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav';

/**
 * @param pipeline as typed in a shell, split at white space; `-q` is added, so that stdout is the pipeline's alone
 * @throws Error with the tail of stderr when the pipeline fails, does not end in time, or GStreamer is missing
 */
export function runGStreamer(pipeline: string, run: GStreamerRun = {}): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn('gst-launch-1.0', ['-q', ...pipeline.trim().split(/\s+/)]);
    const output: Uint8Array[] = [];
    let errors = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), run.timeoutMs ?? 20_000);
    child.stdout.on('data', (chunk: Uint8Array) => output.push(chunk));
    child.stderr.on('data', (chunk: Uint8Array) => (errors = (errors + String(chunk)).slice(-2000)));
    child.stdin.on('error', () => undefined); // EPIPE: the pipeline ended first; its exit code says whether it may
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`gst-launch-1.0 does not start: ${APT_LINE}`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(new Uint8Array(Buffer.concat(output)));
      else reject(new Error(`gst-launch-1.0 ended with ${code ?? signal}: ${pipeline}\n${errors}`));
    });
    child.stdin.end(run.input);
  });
}
