import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMAND, rtpkit } from '../../peers/cli-process.js';
import { CLIP_H264 } from '../../peers/clip.js';
import { freePortPair } from '../../peers/free-port.js';
import { PYTHON } from '../../peers/json-peer.js';
import { Program } from '../../peers/program.js';
import { PulseAudio } from '../../peers/pulse-audio.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { receiving } from './streaming.js';

/** For ten packets of each stream, a third of a second, on a machine that has much else to do. */
const LONG_ENOUGH_MS = 2500;

interface ProbedStream {
  readonly codec_name: string;
  readonly width?: number;
  readonly height?: number;
  readonly nb_read_packets: string;
}

/** What ffprobe finds in a file, its packets counted. */
function probe(path: string): ProbedStream[] {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  return (JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as { streams: ProbedStream[] }).streams;
}

describe('rtpkit send and recv', () => {
  it('bring picture and sound together into one file, with the description over HTTP', async () => {
    using directory = new TemporaryDirectory('commands');
    const file = directory.file('both.mkv');
    const port = await freePortPair();
    const sources = ['--video', 'test', '--audio', 'test', '--size', '160x120', '--key-frame-interval', '10'];
    const serving = ['--serve-sdp', `${await freePortPair()}`, '--rtcp', 'adjacent'];
    await using sender = rtpkit(['send', ...sources, ...serving, '--to', `127.0.0.1:${port}`]);
    const [, address] = await sender.waitForLine(/^described in (http:\S+)/);
    await using receiver = await receiving(['recv', address!, '--out', file, '--once']);
    await receiver.waitForLine(/video: .* sends H264/);
    await receiver.waitForLine(/audio: .* sends vorbis/);
    await delay(LONG_ENOUGH_MS);
    expect(await sender.pressCtrlC()).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    const streams = probe(file);
    const [video, audio] = ['h264', 'vorbis'].map((codec) => streams.find(({ codec_name }) => codec_name === codec)!);
    expect(video).toMatchObject({ width: 160, height: 120 });
    expect(Number(video!.nb_read_packets)).toBeGreaterThan(10);
    expect(Number(audio!.nb_read_packets)).toBeGreaterThan(10);
  });
});

describe('Ctrl-C', () => {
  it.each(['film.avi', 'film.mkv'])('finishes %s, and ends both sides with 0', async (name) => {
    using directory = new TemporaryDirectory('commands');
    const file = directory.file(name);
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', file]);
    await using sender = rtpkit(['send-video', 'test', '--to', `127.0.0.1:${port}`]);
    await receiver.waitForLine(/sends H264/);
    await delay(LONG_ENOUGH_MS);
    expect(await receiver.pressCtrlC()).toBe(0);
    expect(await sender.pressCtrlC()).toBe(0);
    const [video] = probe(file);
    expect(video).toMatchObject({ codec_name: 'h264', width: 320, height: 240 });
    expect(Number(video!.nb_read_packets)).toBeGreaterThan(10);
  });
});

describe('what was not thought of', () => {
  it('is typed as a pipeline, and as words for the encoder', async () => {
    using directory = new TemporaryDirectory('commands');
    const file = directory.file('film.h264');
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', file, '--once']);
    const pipeline = 'videotestsrc is-live=true pattern="white" num-buffers=10';
    const words = ['--pipeline', pipeline, '--encoder-args', 'bitrate=64 aud=false', '--size', '64x48'];
    await using sender = rtpkit(['send-video', ...words, '--to', `127.0.0.1:${port}`]);
    expect(await sender.exitCode).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    expect(probe(file)[0]).toMatchObject({ codec_name: 'h264', width: 64, height: 48 });
  });

  it.each(['gstreamer', 'ffmpeg'])('ends with 1 when it cannot be done, through %s', async (backend) => {
    const camera = ['/dev/video99', '--backend', backend];
    await using sender = rtpkit(['send-video', ...camera, '--to', '127.0.0.1:9', '--rtcp', 'adjacent']);
    expect(await sender.exitCode).toBe(1);
    expect(sender.errorLines.join('\n')).toMatch(/\/dev\/video99/);
    expect(sender.errorLines.join('\n')).not.toMatch(/^ +at /m);
  });
});

describe('--dry-run', () => {
  it.each([
    [['send-video', 'dv', '--to', 'h'], /^gst-launch-1\.0 .*dv1394src ! .*qp-min=18 /],
    [['video_streamer', '192.168.33.153'], /dv1394src/],
    [['audio_streamer', '192.168.33.153'], /alsasrc \S*plughw:1,0/],
    [['video_receiver'], /autovideosink/],
    [['audio_receiver'], /pulsesink/],
    [['send-video', '/dev/video1', '--backend', 'ffmpeg', '--to', 'h'], /^ffmpeg .*-f v4l2 .*\/dev\/video1/],
    [['recv-video', '--out', "it's; $(a film).avi"], /^gst-launch-1\.0 .*avimux/],
    [['recv-audio', '--out', 'alsa:plughw:1,0'], /alsasink.*plughw:1,0/],
  ])('of %j prints the command of the child process, and starts nothing', async (args, words) => {
    await using program = rtpkit([...args, '--dry-run']);
    expect(await program.exitCode).toBe(0);
    expect(program.errorLines).toEqual([]);
    expect(new TextDecoder().decode(program.output)).toMatch(words);
  });

  it('prints a line that a shell takes word by word as the child would have', async () => {
    await using dry = rtpkit(['send-video', 'test', '--dry-run', '--fps', '5', '--to', 'h']);
    await dry.exitCode;
    const line = new TextDecoder().decode(dry.output).replace('is-live=true', 'num-buffers=5');
    const picture = execFileSync('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] });
    expect(picture.subarray(0, 4)).toEqual(Buffer.from([0, 0, 0, 1]));
  });

  it('of a command without a source names the sound server that answers', async () => {
    await using server = await PulseAudio.start();
    const lines = ['send-audio --to h', 'recv-audio', 'recv'].map(async (command) => {
      await using program = rtpkit([...command.split(' '), '--dry-run'], { env: server.env });
      expect(await program.exitCode).toBe(0);
      return new TextDecoder().decode(program.output);
    });
    expect(await Promise.all(lines)).toEqual(
      [/pulsesrc/, /pulsesink/, /autovideosink[\s\S]*pulsesink/].map((words) => expect.stringMatching(words)),
    );
  });

  it('prints nothing where no child is needed', async () => {
    const file = fileURLToPath(CLIP_H264);
    await using program = rtpkit(['send-video', file, '--dry-run', '--to', 'h']);
    expect(await program.exitCode).toBe(0);
    expect(program.output).toHaveLength(0);
  });
});

describe('a reader that goes away', () => {
  it('ends the receiver in order', async () => {
    const port = await freePortPair();
    await using receiver = await receiving(['recv-video', `:${port}`, '--out', '-']);
    await using sender = rtpkit(['send-video', 'test', '--to', `127.0.0.1:${port}`]);
    await receiver.waitForLine(/sends H264/);
    receiver.closeOutput();
    expect(await receiver.exitCode).toBe(0);
    expect(await sender.pressCtrlC()).toBe(0);
  });
});

/** What the command writes to a terminal, which Python makes. */
async function onTerminal(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const python = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  await using program = new Program(PYTHON, ['-c', python, process.execPath, COMMAND, ...args], { env });
  expect(await program.exitCode).toBe(0);
  return new TextDecoder().decode(program.output);
}

describe('on a terminal', () => {
  it('draws the line of a stream again and again, and warns in colour unless NO_COLOR says otherwise', async () => {
    const words = ['send-video', fileURLToPath(CLIP_H264), '--rtcp', 'adjacent', '--timeout', '2.5'];
    const environments = [{}, { NO_COLOR: '1' }, { TERM: 'dumb' }];
    const [coloured, plain, dumb] = await Promise.all(
      environments.map(async (env) =>
        onTerminal([...words, '--to', `127.0.0.1:${await freePortPair()}`], { TERM: 'xterm', ...env }),
      ),
    );
    const drawn = expect.stringMatching(/^video +\d+\.\d fps/) as string;
    const warning = /video: nobody listens there yet/;
    for (const text of [coloured, plain]) expect(text?.split('\r\u001B[J')).toContainEqual(drawn);
    for (const text of [coloured, plain, dumb]) expect(text).toMatch(warning);
    expect(coloured).toContain('\u001B[33mvideo: nobody');
    expect(plain).not.toContain('\u001B[33m');
    expect(dumb).not.toContain('\u001B');
  });
});
