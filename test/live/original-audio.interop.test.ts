import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { AlsaFiles, SOUND_CARD } from '../peers/alsa.js';
import { rtpkitIn } from '../peers/cli-process.js';
import { NetworkNamespace } from '../peers/network-namespace.js';
import { OriginalProgram } from '../peers/original-program.js';
import { PATIENCE } from '../peers/patience.js';
import { PulseAudio, type PulseRecorder } from '../peers/pulse-audio.js';
import { StallMeter } from '../peers/stall-meter.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';
import { listenTo, sine } from '../peers/tone.js';

const FREQUENCY = 523.25;
/** How much of the tone has to be heard without a pause. */
const SECONDS = 2;

const heard = sine(FREQUENCY, 120);

async function untilToneIsHeard(recorder: PulseRecorder, stalls: StallMeter): Promise<void> {
  await vi.waitUntil(() => listenTo(recorder.recording).seconds > SECONDS, PATIENCE);
  const tone = listenTo(recorder.recording);
  expect(tone.frequency).toBeCloseTo(FREQUENCY, 0);
  // Half of full scale went in.
  expect(tone.peak).toBeGreaterThan(0.4);
  // On a machine with three times the work it can do, 80 to 100 ms of silence were heard in 3 of 6 runs.
  expect(tone.longestPauseSeconds).toBeLessThan(0.2 + stalls.longestSeconds);
}

describe('the audio programs of 2010, with a sound card of files', () => {
  it('the streamer is heard from our PulseAudio, by the caps file that it writes, and hears our reports on 11002', async () => {
    using directory = new TemporaryDirectory('original');
    const caps = directory.file('audio.caps');
    await using network = await NetworkNamespace.open();
    await using server = await PulseAudio.start();
    using card = new AlsaFiles(server, heard);
    await using recorder = server.record();
    await using stalls = new StallMeter();
    await using streamer = new OriginalProgram('audio_streamer', network, { caps }, card.env);
    await vi.waitUntil(() => existsSync(caps), PATIENCE);
    await using receiver = rtpkitIn(network, ['recv-audio', caps, '--out', 'pulse'], { env: server.env });
    await untilToneIsHeard(recorder, stalls);
    const report = await streamer.waitForSource(
      'receiver report of ours that knows its sender report',
      (source) => source['have-rb'] === true && Number(source['rb-lsr']) > 0,
    );
    expect(report).toMatchObject({ 'rb-fractionlost': 0 });
    expect(await receiver.pressCtrlC()).toBe(0);
  });

  it('the receiver plays ours from a sound card, by the caps file that we write, and each hears the reports of the other', async () => {
    using directory = new TemporaryDirectory('original');
    const caps = directory.file('audio.caps');
    await using network = await NetworkNamespace.open();
    await using server = await PulseAudio.start();
    using card = new AlsaFiles(server, heard);
    await using recorder = server.record();
    await using stalls = new StallMeter();
    const args = ['send-audio', `alsa:${SOUND_CARD}`, '--to', '127.0.0.1', '--caps', caps];
    await using streamer = rtpkitIn(network, args, { env: card.env });
    await vi.waitUntil(() => existsSync(caps) && readFileSync(caps, 'latin1').includes('configuration'), PATIENCE);
    await using receiver = new OriginalProgram('audio_receiver', network, { caps }, server.env);
    await untilToneIsHeard(recorder, stalls);
    await streamer.waitForLine(/receiver \S+ answers/);
    await receiver.waitForSource('our sender report', (source) => source['have-sr'] === true);
    expect(await streamer.pressCtrlC()).toBe(0);
  });
});
