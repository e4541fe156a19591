import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openAudioSink, type VorbisPacket } from '../../../src/node/index.js';
import { PulseAudio } from '../../peers/pulse-audio.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { listenTo } from '../../peers/tone.js';
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

describe.each(['gstreamer', 'ffmpeg'] as const)('sound for PulseAudio, through %s', (backend) => {
  it('is heard as it was sent, without a pause', async () => {
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
    const sink = await openAudioSink({ kind: 'pulse' }, { backend });
    await delay(300);
    await using recorder = server.record();
    await delay(300);
    await writeLive(sink, await tone(440, 44_100, 2, 4), 44_100);
    await sink.close();
    const heard = listenTo(recorder.recording);
    console.log(backend, heard);
    expect(heard.frequency).toBeGreaterThan(438);
    expect(heard.frequency).toBeLessThan(442);
    expect(heard.seconds).toBeGreaterThan(3.5);
  });

  it('goes on when the configuration changes in the middle: another sender, another sample rate', async () => {
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
    const sink = await openAudioSink({ kind: 'pulse' }, { backend });
    await using recorder = server.record();
    await delay(300);
    await writeLive(sink, await tone(440, 44_100, 2, 2), 44_100);
    await writeLive(sink, await tone(660, 48_000, 1, 3), 48_000);
    await sink.close();
    const heard = listenTo(recorder.recording);
    console.log(backend, heard, sink.framesDropped);
    expect(heard.frequency).toBeGreaterThan(655);
    expect(heard.frequency).toBeLessThan(665);
    expect(heard.seconds).toBeGreaterThan(4);
    expect(sink.framesDropped).toBe(0);
  });
});
