import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  openAudioSink,
  type AudioSinkOptions,
  type AudioTarget,
  type MediaSink,
  type VorbisPacket,
} from '../../../src/node/index.js';
import { AlsaFiles, SOUND_CARD } from '../../peers/alsa.js';
import { PATIENCE } from '../../peers/patience.js';
import { PulseAudio } from '../../peers/pulse-audio.js';
import { StallMeter } from '../../peers/stall-meter.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { listenTo, sine } from '../../peers/tone.js';
import { signalChild } from './child-processes.js';
import { vorbisPackets, writeLive } from './received.js';

let server: PulseAudio;
let directory: TemporaryDirectory;

beforeAll(async () => {
  server = await PulseAudio.start();
  directory = new TemporaryDirectory('sound-sink');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});
afterEach(() => vi.unstubAllEnvs());

/** A sine of libvorbis. */
function tone(frequency: number, sampleRate: number, channels: number, seconds: number): Promise<VorbisPacket[]> {
  const path = directory.file(`${frequency}-${sampleRate}-${channels}.ogg`);
  const source = ['-f', 'lavfi', '-i', `sine=frequency=${frequency}:sample_rate=${sampleRate}:duration=${seconds}`];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-ac', String(channels), '-c:a', 'libvorbis', path]);
  return vorbisPackets(path, seconds);
}

/** Loudspeakers that are closed with their test, however that ends. */
async function openLoudspeakers(target: AudioTarget, options: AudioSinkOptions): Promise<MediaSink<VorbisPacket>> {
  const sink = await openAudioSink(target, options);
  onTestFinished(() => sink.close());
  return sink;
}

function useServer(): void {
  for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
}

describe.each(['gstreamer', 'ffmpeg'] as const)('sound for PulseAudio, through %s', (backend) => {
  it('is heard as it was sent, and goes on when another sender has another configuration', async () => {
    useServer();
    const first = await tone(440, 44_100, 2, 3);
    const second = await tone(660, 48_000, 1, 2);
    const sink = await openLoudspeakers({ kind: 'pulse' }, { backend });
    await using recorder = server.record();
    await using stalls = new StallMeter();
    await vi.waitUntil(() => recorder.recording.pcm.length > 0, PATIENCE);
    await writeLive(sink, first, 44_100);
    await vi.waitUntil(() => listenTo(recorder.recording).seconds > 1, PATIENCE);
    const { length } = recorder.recording.pcm;
    const before = listenTo(recorder.recording);
    await writeLive(sink, second, 48_000);
    await sink.close();
    const heard = recorder.recording;
    const all = listenTo(heard);
    const after = listenTo({ ...heard, pcm: heard.pcm.subarray(length) });
    expect(before.frequency).toBeCloseTo(440, -1);
    expect(before.longestPauseSeconds).toBeLessThan(0.2 + stalls.longestSeconds);
    expect(after.frequency).toBeCloseTo(660, -1);
    expect(all.seconds).toBeGreaterThan(4 - stalls.totalSeconds);
    // 5 s were sent; what rings out adds some.
    expect(all.seconds).toBeLessThan(5.3);
    expect(all.longestPauseSeconds).toBeLessThan(0.8 + stalls.longestSeconds);
    expect(sink.framesDropped).toBe(0);
  });
});

describe('sound for PulseAudio, through gstreamer', () => {
  it('comes back when the child was killed, and its delay when the child stood still', async () => {
    useServer();
    const failures: string[] = [];
    const sounds = await tone(440, 44_100, 2, 6);
    const until = (seconds: number): number => sounds.findIndex(({ timestamp }) => timestamp >= seconds * 44_100);
    const sink = await openLoudspeakers(
      { kind: 'pulse' },
      { backend: 'gstreamer', onRestart: ({ failure }) => failures.push(failure.message) },
    );
    await using recorder = server.record();
    await using stalls = new StallMeter();
    await writeLive(sink, sounds.slice(0, until(1.8)), 44_100);
    signalChild('gst-launch-1.0', 'SIGKILL');
    await writeLive(sink, sounds.slice(until(1.8), until(3)), 44_100);
    signalChild('gst-launch-1.0', 'SIGSTOP');
    await writeLive(sink, sounds.slice(until(3), until(4.5)), 44_100);
    signalChild('gst-launch-1.0', 'SIGCONT');
    await writeLive(sink, sounds.slice(until(4.5)), 44_100);
    // With the 1.5 s of the stall in it, there would still be sound.
    await delay(1200);
    await delay(stalls.totalSeconds * 1000);
    const heard = recorder.recording;
    const lastOctets = heard.pcm.subarray(-(0.1 * 44_100 * 4));
    expect(listenTo({ ...heard, pcm: lastOctets }).seconds).toBe(0);
    expect(listenTo(heard).seconds).toBeGreaterThan(3 - stalls.totalSeconds);
    expect(failures).toEqual([expect.stringMatching(/ended with SIGKILL/)]);
    expect(sink.framesDropped).toBeGreaterThan(0);
    await sink.close();
  });

  it('says what is wrong when there is no server', async () => {
    vi.stubEnv('PULSE_SERVER', `unix:${directory.file('no-server')}`);
    const sink = await openLoudspeakers({ kind: 'pulse' }, { backend: 'gstreamer' });
    const sounds = await tone(440, 44_100, 2, 2);
    await expect(writeLive(sink, sounds, 44_100)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: expect.stringMatching(/Connection refused/),
    });
    await sink.close();
  });
});

describe('sound for ALSA, into a file in the place of a sound card', () => {
  it.each(['gstreamer', 'ffmpeg'] as const)('is heard as it was sent, through %s', async (backend) => {
    using card = new AlsaFiles(server, sine(1000, 0.1));
    for (const [name, value] of Object.entries(card.env)) vi.stubEnv(name, value);
    const sink = await openLoudspeakers({ kind: 'alsa', device: SOUND_CARD }, { backend });
    await using stalls = new StallMeter();
    await writeLive(sink, await tone(440, 44_100, 2, 3), 44_100);
    await sink.close();
    const heard = listenTo({ pcm: new Uint8Array(readFileSync(card.playedFile)), sampleRate: 44_100, channels: 2 });
    expect(heard.frequency).toBeCloseTo(440, -1);
    expect(heard.seconds).toBeGreaterThan(2.3 - stalls.totalSeconds);
  });
});
