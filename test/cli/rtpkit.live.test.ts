import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOggVorbis } from '../../src/node/index.js';
import { hexOf } from '../hex.js';
import { CLIP_OGG, clipPackets, clipUnits, nalUnitsOf } from '../peers/clip.js';
import { COMMAND, rtpkit } from '../peers/cli-process.js';
import { freePortPair } from '../peers/free-port.js';
import { PATIENCE } from '../peers/patience.js';
import { untilPrepared } from '../peers/process-signals.js';
import type { ProgramOptions } from '../peers/program.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-command-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], options?: ProgramOptions): Promise<Run> {
  await using program = rtpkit(args, options);
  const code = await program.exitCode;
  return { code, stdout: Buffer.from(program.output).toString(), stderr: program.errorLines.join('\n') };
}

describe('rtpkit demo, the main job', () => {
  it('streams the clip live between two processes, and what is received is what was sent', async () => {
    const startMs = performance.now();
    const { code, stdout, stderr } = await run(['demo', '--output', directory]);
    expect(stdout).toMatch(/PASSED/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/video {2}300 access units sent, 300 received, 300 equal/);
    expect(stdout).toMatch(/audio {2}(\d+) Vorbis packets sent, \1 received, \1 equal/);
    expect(stdout.match(/round trip [\d.]+ ms/g)).toHaveLength(2);
    const [legend, ...progress] = stderr.split('\n');
    expect(legend).toBe('each: frames, kbit/s, packets lost; jitter, wait in buffer, round trip in ms');
    expect(progress).not.toEqual([]);
    for (const line of progress) {
      expect(line).toMatch(/^ +\d+\.\d s( {2}(video|audio) +\d+ +\d+ +0; +[\d.]+ +\d+ +[\d.-]+){2}$/);
    }
    // Live: ten seconds of media take ten seconds.
    expect(performance.now() - startMs).toBeGreaterThan(9900);

    const received = nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'video.h264'))));
    expect(received).toEqual(clipUnits().flatMap(nalUnitsOf));
    const packets: string[] = [];
    for await (const { bytes } of (await openOggVorbis(join(directory, 'audio.ogg'))).packets)
      packets.push(hexOf(bytes));
    expect(packets).toEqual((await clipPackets(Infinity)).map(({ bytes }) => hexOf(bytes)));
  });

  it('says how to get GStreamer when its test source is asked for and missing, and ends at once', async () => {
    const { code, stderr } = await run(['demo', '--source', 'test', '--output', directory], {
      env: { PATH: directory },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^rtpkit: gst-launch-1\.0 is not installed; type: sudo apt-get install gstreamer1\.0-tools/m,
    );
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('says which file cannot be written', async () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await run(['demo', '--output', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^rtpkit: .*a-file\/video\.h264 cannot be written: /m);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('ends its processes when it is interrupted', async () => {
    await using demo = rtpkit(['demo', '--output', directory]);
    await demo.waitForLine(/ s {2}video/);
    expect(demo.children).toHaveLength(2);
    const { children } = demo;
    expect(await demo.terminate()).toBe(1);
    expect(demo.errorLines.at(-1)).toBe('rtpkit: The demonstration was interrupted: nothing was shown');
    expect(children.filter(isRunning)).toEqual([]);
  });
});

describe('the command', () => {
  it.each([
    [['demo', '--sauce'], 'there is no option --sauce; is it --source?', 'rtpkit demo'],
    [['demo', '--source', 'camera'], '--source is "camera", expected clip or test', 'rtpkit demo'],
    [['demo', '--timeout', 'soon'], '--timeout is "soon", expected a number from 0 to 2147483', 'rtpkit demo'],
    [['demo', 'x'], '"x" is one too many: demo takes options only', 'rtpkit demo'],
    [['sevre'], 'there is no command sevre', 'rtpkit'],
    [['rcev'], 'there is no command rcev; is it recv?', 'rtpkit'],
    [['help', 'dmeo'], 'there is no command dmeo; is it demo?', 'rtpkit'],
  ])('answers %j with a line and exit code 2', async (args, message, where) => {
    const stderr = `rtpkit: ${message}\n${where} --help tells more`;
    expect(await run(args)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('helps, on stdout when asked', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('demo'), stderr: '' });
    expect(await run(['help', 'demo'])).toEqual(await run(['demo', '--source', 'nonsense', '--help']));
    expect(await run(['demo', '-h'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--source') });
    expect(await run([])).toEqual({ code: 2, stdout: '', stderr: help.stdout.trimEnd() });
  });

  it('names the wrong codec after 3 packets, and ends in order at Ctrl-C', async () => {
    const port = await freePortPair('0.0.0.0');
    await using receiver = rtpkit(['recv-video', `:${port}`, '--out', join(directory, 'x.h264')]);
    await receiver.waitForLine(/^video: /);
    await using sender = rtpkit(['send-audio', fileURLToPath(CLIP_OGG), '--to', `127.0.0.1:${port}`]);
    await receiver.waitForLine(/^video: source 0x[0-9a-f]{8} sends H264 from 127\.0\.0\.1:\d+, payload type 96$/);
    await receiver.waitForLine(
      /^video: \d+ packets of payload type 96 do not parse as H264: is it another codec, or the other port\?$/,
    );
    expect(await sender.pressCtrlC()).toBe(0);
    await receiver.waitForLine(/^video: the sender says goodbye/);
    expect(await receiver.pressCtrlC()).toBe(0);
  });

  it('ends at once, and its children with it, at a second Ctrl-C', async () => {
    const stubborn = '#!/bin/sh\ntrap "" INT TERM\nwhile :; do /bin/sleep 1; done\n';
    writeFileSync(join(directory, 'gst-launch-1.0'), stubborn, { mode: 0o755 });
    const args = ['send-video', 'test', '--backend', 'gstreamer', '--to', `127.0.0.1:${await freePortPair()}`];
    await using sender = rtpkit(args, { env: { PATH: directory } });
    await expect.poll(() => sender.children, PATIENCE).toHaveLength(1);
    const { children } = sender;
    await untilPrepared(children[0]!, 'SIGTERM');
    process.kill(sender.pid, 'SIGINT');
    await delay(300);
    expect(children.filter(isRunning)).toEqual(children);
    process.kill(sender.pid, 'SIGINT');
    // In order it would have been 0.
    expect(await sender.exitCode).toBe(130);
    await expect.poll(() => children.filter(isRunning), PATIENCE).toEqual([]);
  });

  it('fails when stdout has no room', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [COMMAND, '--help'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let said = '';
    child.stderr!.on('data', (chunk) => (said += String(chunk)));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toMatch(/^rtpkit: stdout cannot be written: ENOSPC/);
  });
});

describe.concurrent('the command, when nothing comes', () => {
  it('tells so as events for programs, and exits with 3 when its time is over', async () => {
    using place = new TemporaryDirectory('command');
    const port = await freePortPair('0.0.0.0');
    const { code, stdout, stderr } = await run([
      'recv-video',
      `:${port}`,
      '--out',
      place.file('x.h264'),
      '--json',
      '--timeout',
      '4.5',
    ]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual(['receiving', 'silence']);
    expect(events[1]).toMatchObject({
      stream: 'video',
      text: expect.stringMatching(/^No packets for 3 s on 0\.0\.0\.0:/),
    });
  });

  it('ends in order when nobody reads its output any more', async () => {
    using place = new TemporaryDirectory('command');
    const port = await freePortPair('0.0.0.0');
    const child = spawn(process.execPath, [COMMAND, 'recv-video', `:${port}`, '--json', '--out', place.file('x.h264')]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stderr.destroy();
    // The next event is that nothing comes.
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

/** Not so those that have ended and wait for somebody to ask. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}
