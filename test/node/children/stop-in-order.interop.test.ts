import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Child } from '../../../src/node/children/child.js';
import type { ChildCommand } from '../../../src/node/children/child-command.js';
import { until } from './programs.js';

/** Programs that write MP4, of which nothing can be read unless its end has been written. */
const RECORDERS: readonly { program: string; words: string }[] = [
  {
    program: 'gst-launch-1.0',
    words:
      '-q -e videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120 ' +
      '! x264enc tune=zerolatency ! mp4mux ! filesink buffer-mode=unbuffered location=FILE',
  },
  {
    program: 'ffmpeg',
    words:
      '-v error -nostdin -re -f lavfi -i testsrc=size=160x120:rate=30 ' +
      '-c:v libx264 -tune zerolatency -pix_fmt yuv420p -flush_packets 1 FILE',
  },
];

function recorder({ program, words }: (typeof RECORDERS)[number], file: string): ChildCommand {
  return { program, args: words.split(' ').map((word) => word.replace('FILE', file)) };
}

function framesIn(file: string): number {
  const args = ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', file];
  return Number(execFileSync('ffprobe', args, { encoding: 'utf8' }).trim());
}

describe('stopping a program that writes a file', () => {
  it.each(RECORDERS)('lets $program finish it', async (program) => {
    const directory = mkdtempSync(join(tmpdir(), 'rtpkit-stop-'));
    try {
      const file = join(directory, 'recording.mp4');
      const child = new Child(recorder(program, file));
      expect(await until(() => existsSync(file) && statSync(file).size > 2000)).toBe(true);
      expect((await child.stop()).failure).toBeUndefined();
      expect(framesIn(file)).toBeGreaterThan(0);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
