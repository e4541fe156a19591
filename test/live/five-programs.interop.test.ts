import { execFileSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { rtpkitIn } from '../peers/cli-process.js';
import { dvClip, pictureIn } from '../peers/dv-clip.js';
import { NetworkNamespace } from '../peers/network-namespace.js';
import { PATIENCE } from '../peers/patience.js';
import { likenessDb } from '../peers/picture.js';
import { PulseAudio } from '../peers/pulse-audio.js';
import { StallMeter } from '../peers/stall-meter.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';
import { listenTo, sine, type Recording } from '../peers/tone.js';
import { Xvfb } from '../peers/xvfb.js';

const WIDTH = 320;
const HEIGHT = 240;

const sourcePicture = pictureIn(dvClip(), WIDTH, HEIGHT);

/** The sound of a file as FFmpeg decodes it. */
function soundOf(path: string): Recording {
  const form = ['-f', 's16le', '-ar', '44100', '-ac', '2', '-'];
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', path, ...form], { maxBuffer: 2 ** 26 });
  return { pcm: new Uint8Array(pcm), sampleRate: 44_100, channels: 2 };
}

describe.each(['gstreamer', 'ffmpeg'])('the five programs as ours, through %s', (backend) => {
  it('S1, S3, S5: a DV file, for want of a camera, is seen in a window and heard from PulseAudio', async () => {
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(WIDTH, HEIGHT);
    await using server = await PulseAudio.start();
    await using stalls = new StallMeter();
    await using recorder = server.record();
    const env = { ...screen.env, ...server.env };
    await using receiver = rtpkitIn(network, ['recv', '--backend', backend], { env });
    await receiver.waitForLine(/port 11000/);
    await using streamer = rtpkitIn(network, ['send', dvClip(), '--to', '127.0.0.1', '--backend', backend]);
    await vi.waitUntil(async () => likenessDb(await screen.screenshot(), sourcePicture) > 20, PATIENCE);
    expect(await streamer.exitCode).toBe(0);
    await receiver.waitForLine(/goodbye/);
    // Of 4 s, without what it took to open the loudspeaker.
    await vi.waitUntil(() => listenTo(recorder.recording).seconds > 3, PATIENCE);
    const tone = listenTo(recorder.recording);
    expect(tone.frequency).toBeCloseTo(440, 0);
    expect(tone.longestPauseSeconds).toBeLessThan(0.2 + stalls.longestSeconds);
    expect(await receiver.pressCtrlC()).toBe(0);
  });

  it('S2, S5: what a microphone of PulseAudio hears is in a WAV file', async () => {
    using directory = new TemporaryDirectory('sound');
    const file = directory.file('sound.wav');
    await using network = await NetworkNamespace.open();
    await using server = await PulseAudio.start();
    await using stalls = new StallMeter();
    const latency = ['--latency', '200'];
    await using receiver = rtpkitIn(network, ['recv-audio', '--out', file, ...latency, '--backend', backend, '--once']);
    await receiver.waitForLine(/port 11000/);
    const args = ['send-audio', 'pulse', '--to', '127.0.0.1', '--backend', backend];
    await using streamer = rtpkitIn(network, args, { env: server.env });
    await receiver.waitForLine(/source .* sends/);
    await using speaker = server.speak(sine(660, 2).pcm);
    expect(await speaker.exitCode).toBe(0);
    expect(await streamer.pressCtrlC()).toBe(0);
    expect(await receiver.exitCode).toBe(0);
    const tone = listenTo(soundOf(file));
    expect(tone.frequency).toBeCloseTo(660, 0);
    expect(tone.seconds).toBeGreaterThan(1.8);
    expect(tone.seconds).toBeLessThan(2.2);
    expect(tone.longestPauseSeconds).toBeLessThan(0.2 + stalls.longestSeconds);
  });
});
