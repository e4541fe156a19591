import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIP_H264 } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const root = new URL('../../..', import.meta.url).pathname;

/** A project in which rtpkit is installed without its optional peer. */
let project: TemporaryDirectory;
beforeAll(async () => {
  project = new TemporaryDirectory('without-mediabunny');
  mkdirSync(project.file('elsewhere/node_modules'), { recursive: true });
  symlinkSync(`${root}node_modules/mediabunny`, project.file('elsewhere/node_modules/mediabunny'));
  writeFileSync(project.file('some.mp4'), 'not looked at');
  const entry = `${root}src/node/index.ts`;
  await build({
    entryPoints: [entry],
    outfile: project.file('rtpkit.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});
afterAll(() => project[Symbol.dispose]());

/** Runs a script that has everything of rtpkit/node, from a working directory of the project. */
function run(script: string, workingDirectory = '.'): string {
  const path = project.file('script.mjs');
  writeFileSync(path, `import * as rtpkit from './rtpkit.cjs';\n${script}`);
  return execFileSync(process.execPath, [path], { cwd: project.file(workingDirectory), encoding: 'utf8' }).trim();
}

describe('without mediabunny', () => {
  it.each([
    ['reading', `rtpkit.openContainer(${'PATH'})`],
    ['writing', `rtpkit.createContainer(${'PATH'}, { video: true })`],
  ])('%s MP4 says what to install, and what does without', (_, call) => {
    const script = `await ${call.replace('PATH', "new URL('some.mp4', import.meta.url).pathname")}.catch(({ code, message }) => console.log(code, message))`;
    expect(run(script)).toMatch(/^ERR_RTPKIT_FILE .*some\.mp4: .*npm install mediabunny .*\.h264, \.ogg, .*\.mkv/);
  });

  it('reads H.264 and records Matroska all the same', () => {
    const script = `
      let units = 0;
      for await (const unit of rtpkit.readAccessUnits(${JSON.stringify(fileURLToPath(CLIP_H264))})) units++;
      const { audio } = await rtpkit.createContainer(new URL('sound.mka', import.meta.url).pathname, { audio: true });
      await audio.close();
      console.log(units);`;
    expect(run(script)).toBe('300');
  });

  it('finds it where the person is', () => {
    const script = `await rtpkit.openContainer(new URL('some.mp4', import.meta.url).pathname).catch(({ message }) => console.log(message))`;
    expect(run(script, 'elsewhere')).toContain('some.mp4 is damaged, or not a media file');
  });
});
