import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { rtpkit } from '../../peers/cli-process.js';
import { clipUnits, nalUnitsOf } from '../../peers/clip.js';
import { freePortPairs } from '../../peers/free-port.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { bytesOf, receiving } from './streaming.js';

const HEADER = 'YUV4MPEG2 W320 H240 F30:1 Ip A1:1 C420jpeg\n';
const FRAME_LENGTH = 'FRAME\n'.length + (320 * 240 * 3) / 2;

/** Frames in a Y4M stream of 320x240; fails unless it is that, and whole. */
function framesIn(stream: Uint8Array): number {
  expect(String.fromCharCode(...stream.subarray(0, HEADER.length))).toBe(HEADER);
  const octets = stream.length - HEADER.length;
  expect(octets % FRAME_LENGTH).toBe(0);
  return octets / FRAME_LENGTH;
}

/** The first `count` pictures of the clip in a file. */
function writeClip(path: string, count: number): void {
  writeFileSync(path, concatenate(clipUnits(count)));
}

/** Sends a file of the directory, to its end. */
async function send(path: string, port: number): Promise<void> {
  await using sender = rtpkit(['send-video', path, '--to', `127.0.0.1:${port}`]);
  expect(await sender.exitCode).toBe(0);
}

describe.concurrent('S4: rtpkit forward', () => {
  it('feeds a program of mjpegtools through a FIFO, while the sender pauses and is started again', async () => {
    using directory = new TemporaryDirectory('forward');
    const [clip, fifo] = [directory.file('clip.h264'), directory.file('go.pipe')];
    const [port] = await freePortPairs(1);
    writeClip(clip, 30);
    await using forwarder = await receiving(['video_forwarder', `:${port}`, '--y4m', fifo]);
    await using mjpegtools = new Program('sh', ['-c', `exec yuvfps -r 30:1 -v 0 < '${fifo}'`]);
    await send(clip, port!);
    const frames = mjpegtools.output.length;
    while (mjpegtools.output.length < frames + 20 * FRAME_LENGTH) await delay(20);
    await send(clip, port!);
    while (mjpegtools.output.length < frames + 50 * FRAME_LENGTH) await delay(20);
    expect(await forwarder.pressCtrlC()).toBe(0);
    expect(await mjpegtools.exitCode).toBe(0);
    expect(mjpegtools.errorLines.filter((line) => line.includes('ERROR'))).toEqual([]);
  });

  it('writes Y4M alone to stdout, and ends when nobody reads it any more', async () => {
    using directory = new TemporaryDirectory('forward');
    const clip = directory.file('clip.h264');
    const [port, other] = await freePortPairs(2);
    writeClip(clip, 120);
    await using forwarder = await receiving(['forward', `:${port}`, '--y4m', '-', '--once']);
    await send(clip, port!);
    expect(await forwarder.exitCode).toBe(0);
    expect(framesIn(forwarder.output)).toBeGreaterThan(20);

    writeClip(clip, 30);
    const command = process.env['RTPKIT_COMMAND'] ?? 'dist/rtpkit.js';
    const piped = `{ node '${command}' forward :${other} --y4m -; echo "exit code $?" >&2; } | head -c 500000 > /dev/null`;
    await using pipeline = new Program('sh', ['-c', piped]);
    await pipeline.waitForLine(/^send to it/);
    await using sender = rtpkit(['send-video', clip, '--to', `127.0.0.1:${other}`]);
    await pipeline.waitForLine(/^exit code 0$/);
    expect(await sender.exitCode).toBe(0);
  });

  it('feeds a program that was typed for the shell, and ends with it', async () => {
    using directory = new TemporaryDirectory('forward');
    const [clip, raw] = [directory.file('clip.h264'), directory.file('it is $raw!')];
    const [port] = await freePortPairs(1);
    writeClip(clip, 60);
    const program = `ffmpeg -v error -f yuv4mpegpipe -i - -frames:v 10 -f rawvideo "${raw.replace('$', '\\$')}"`;
    await using forwarder = await receiving(['forward', `:${port}`, '--exec', program]);
    await using sender = rtpkit(['send-video', clip, '--to', `127.0.0.1:${port}`]);
    expect(await forwarder.exitCode).toBe(0);
    expect(readFileSync(raw)).toHaveLength(10 * (FRAME_LENGTH - 6));
    expect(await sender.exitCode).toBe(0);
  });

  it('ends with its program when that has gone in silence', async () => {
    using directory = new TemporaryDirectory('forward');
    const clip = directory.file('clip.h264');
    const [port] = await freePortPairs(1);
    writeClip(clip, 15);
    await using forwarder = await receiving(['forward', `:${port}`, '--exec', 'sleep 2; head -c 1000 > /dev/null']);
    await send(clip, port!);
    expect(await forwarder.exitCode).toBe(0);
    expect(forwarder.errorLines.join('\n')).toContain('takes no more pictures');
  });

  it('sends on to another host what came, as a stream of its own', async () => {
    using directory = new TemporaryDirectory('forward');
    const [clip, copy] = [directory.file('clip.h264'), directory.file('copy.h264')];
    const [port, next] = await freePortPairs(2);
    writeClip(clip, 60);
    await using receiver = await receiving(['recv-video', `:${next}`, '--out', copy, '--once']);
    await using forwarder = await receiving(['forward', `:${port}`, '--to', `127.0.0.1:${next}`, '--once']);
    await send(clip, port!);
    expect(await forwarder.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(nalUnitsOf(bytesOf(copy))).toEqual(nalUnitsOf(bytesOf(clip)));
  });

  it('says what stands in its way', async () => {
    await using twice = rtpkit(['forward', '--y4m', '-', '--to', 'a']);
    expect(await twice.exitCode).toBe(2);
    expect(twice.errorLines[0]).toMatch(/there is --y4m and --to, and a picture goes to one place/);
    await using odd = rtpkit(['forward', '--y4m', '-', '--size', '322x240']);
    expect(await odd.exitCode).toBe(2);
    const [port] = await freePortPairs(1);
    await using noDevice = rtpkit(['forward', `:${port}`, '--v4l2', '/dev/video-that-is-not']);
    expect(await noDevice.exitCode).toBe(1);
    expect(noDevice.errorLines[0]).toMatch(/is not there; a loopback device comes with/);
  });

  it('tells the commands of its child processes', async () => {
    await using dry = rtpkit([
      'forward',
      '--v4l2',
      '/dev/video2',
      '--size',
      '640x480',
      '--dry-run',
      '--backend',
      'ffmpeg',
    ]);
    expect(await dry.exitCode).toBe(0);
    const lines = new TextDecoder().decode(dry.output).trim().split('\n');
    expect(lines[0]).toMatch(/^ffmpeg .*640:480/);
    expect(lines[1]).toMatch(/^ffmpeg .* -f v4l2 \/dev\/video2$/);
  });
});
