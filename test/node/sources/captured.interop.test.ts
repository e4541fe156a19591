import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { OggWriter } from '../../../src/formats/index.js';
import type { BackendName } from '../../../src/node/backends/backend.js';
import type { Restart } from '../../../src/node/children/restarted.js';
import type { TimedFrame } from '../../../src/node/files/live-pace.js';
import type { MediaSource } from '../../../src/node/media-source.js';
import { openAudioSource } from '../../../src/node/sources/open-audio-source.js';
import { openVideoSource } from '../../../src/node/sources/open-video-source.js';
import type { AudioSourceOptions, VideoSourceOptions } from '../../../src/node/sources/source-options.js';
import {
  nalUnitType,
  NalUnitType,
  parseSequenceParameterSet,
  splitAnnexB,
} from '../../../src/payloaders/h264/index.js';
import type { SequenceParameterSet } from '../../../src/payloaders/h264/index.js';
import { AlsaFiles, SOUND_CARD } from '../../peers/alsa.js';
import { dvClip } from '../../peers/dv-clip.js';
import { PATIENCE } from '../../peers/patience.js';
import { PulseAudio } from '../../peers/pulse-audio.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { listenTo, sine, type Tone } from '../../peers/tone.js';
import { Xvfb } from '../../peers/xvfb.js';

type SourceOptions = AudioSourceOptions & VideoSourceOptions;

const BACKEND_NAMES: readonly BackendName[] = ['gstreamer', 'ffmpeg'];

afterEach(() => void vi.unstubAllEnvs());

function useEnvironment(env: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

/** The first frames of a source, all of them where it ends; then it is stopped. */
async function take(source: MediaSource, count = Infinity): Promise<TimedFrame[]> {
  const frames: TimedFrame[] = [];
  for await (const frame of source.frames) {
    if (frames.push(frame as TimedFrame) >= count) break;
  }
  await source.stop();
  return frames;
}

/** The types of the NAL units in an access unit. */
function typesIn({ bytes }: TimedFrame): number[] {
  return (splitAnnexB(bytes) as Uint8Array[]).map((nalUnit) => nalUnitType(nalUnit[0]!));
}

function parameterSetOf({ bytes }: TimedFrame): SequenceParameterSet {
  const nalUnits = splitAnnexB(bytes) as Uint8Array[];
  const set = nalUnits.find((nalUnit) => nalUnitType(nalUnit[0]!) === NalUnitType.sequenceParameterSet)!;
  return parseSequenceParameterSet(set) as SequenceParameterSet;
}

const isKeyFrame = (frame: TimedFrame): boolean => typesIn(frame).includes(NalUnitType.idrSlice);

/** Each frame has a time behind that of the one before. */
function expectRisingTimes(frames: readonly TimedFrame[]): void {
  const ticks = frames.map(({ timestampTicks }) => timestampTicks);
  expect(ticks).toEqual(ticks.toSorted((one, other) => one - other));
}

/** What a decoder hears of Vorbis packets, three headers first. */
function heard(frames: readonly TimedFrame[], sampleRate = 44_100): Tone {
  const ogg = new OggWriter(1);
  const [first, second, third, ...audio] = frames as [TimedFrame, TimedFrame, TimedFrame, ...TimedFrame[]];
  const pages = [...ogg.push(first.bytes, 0), ...ogg.flush()];
  pages.push(...ogg.push(second.bytes, 0), ...ogg.push(third.bytes, 0), ...ogg.flush());
  for (const [index, { bytes }] of audio.entries()) {
    const end = audio[index + 1]?.timestampTicks ?? audio[index]!.timestampTicks;
    pages.push(...ogg.push(bytes, end - audio[0]!.timestampTicks));
  }
  const input = Buffer.concat([...pages, ...ogg.end()]);
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', '-ac', '1', 'pipe:1'], { input });
  return listenTo({ pcm, sampleRate, channels: 1 });
}

/** Kills the program of a source: the latest child of ours that runs it, since one that was stopped may not be gone yet. */
function killChild(backend: BackendName): void {
  const program = backend === 'ffmpeg' ? 'ffmpeg' : 'gst-launch';
  const pid = execFileSync('pgrep', ['--newest', '--parent', String(process.pid), program], { encoding: 'utf8' });
  process.kill(Number(pid), 'SIGKILL');
}

/** The frames of a source whose program is killed after 20 frames of each run but the last one. */
async function takeKilling(
  open: (options: SourceOptions) => Promise<MediaSource>,
  backend: BackendName,
  kills: number,
): Promise<TimedFrame[]> {
  const runs: number[] = [];
  const onRestart = ({ run }: Restart): void => void runs.push(run);
  const source = await open({ backend, restart: { firstDelayMs: 10 }, onRestart });
  const frames: TimedFrame[] = [];
  let [killed, inRun] = [0, 0];
  for await (const frame of source.frames) {
    frames.push(frame as TimedFrame);
    inRun = killed > runs.length ? 0 : inRun + 1; // What was on its way when it was killed counts for no run.
    if (inRun < 20) continue;
    if (killed === kills) break;
    killChild(backend);
    killed++;
    inRun = 0;
  }
  await source.stop();
  expect(runs).toEqual(Array.from({ length: kills }, (_, index) => index + 1));
  return frames;
}

/** The same through both backends, side by side: what is live takes its time. */
async function throughBoth(run: (backend: BackendName) => Promise<void>): Promise<void> {
  await Promise.all(BACKEND_NAMES.map(run));
}

describe('a picture', () => {
  it('is what the original sent: 320x240, key frames with their parameter sets, nothing reordered', () =>
    throughBoth(async (backend) => {
      const source = await openVideoSource({ kind: 'test' }, { backend, encoding: { keyFrameInterval: 10 } });
      expect(source).toMatchObject({ codec: 'H264', clockRate: 90_000, captureDelayMs: 10 });
      const frames = await take(source, 25);
      expectRisingTimes(frames);
      expect(isKeyFrame(frames[0]!)).toBe(true);
      const keyFrames = frames.filter(isKeyFrame);
      expect(keyFrames.length).toBeGreaterThan(1);
      for (const frame of keyFrames) {
        const constrainedBaseline = expect.stringMatching(/^42[c-f]0/);
        expect(parameterSetOf(frame)).toMatchObject({ width: 320, height: 240, profileLevelId: constrainedBaseline });
        expect(typesIn(frame)).toContain(NalUnitType.pictureParameterSet);
      }
    }));

  it('comes from a screen (Xvfb)', async () => {
    await using screen = await Xvfb.start();
    const display = screen.env['DISPLAY']!;
    useEnvironment(screen.env);
    await throughBoth(async (backend) => {
      const encoding = { width: 160, height: 120 };
      const [frame] = await take(await openVideoSource({ kind: 'screen', display }, { backend, encoding }), 3);
      expect(parameterSetOf(frame!)).toMatchObject(encoding);
      expect(await take(await openVideoSource({ kind: 'screen' }, { backend }), 2)).toHaveLength(2);
    });
  });

  it('goes on when its program is killed, with times behind those before', () =>
    throughBoth(async (backend) => {
      const frames = await takeKilling((options) => openVideoSource({ kind: 'test' }, options), backend, 2);
      expect(frames.filter(isKeyFrame).length).toBeGreaterThanOrEqual(3);
      expectRisingTimes(frames);
    }));

  it('says which device is not there', () =>
    throughBoth(async (backend) => {
      const opening = openVideoSource({ kind: 'v4l2', device: '/dev/video99 !' }, { backend });
      await expect(opening).rejects.toMatchObject({
        code: 'ERR_RTPKIT_CHILD_PROCESS',
        message: expect.stringMatching(
          /^the camera \/dev\/video99 !, through \w+, cannot be used: .*No such file.*\n(?:no camera at|there is v4l2)/s,
        ),
      });
      await expect(openVideoSource({ kind: 'dv' }, { backend })).rejects.toThrow(/^the DV camera, through/);
    }));

  it('comes from a camera that compresses; its stand-in makes JPEG behind the same stages', async () => {
    const modes = 'video/x-raw,width=320,height=240,framerate=[60/1,120/1];image/jpeg,framerate=[15/1,120/1]';
    const text = `videotestsrc is-live=true ! video/x-raw,width=640,height=480 ! jpegenc ! ${modes} ! decodebin`;
    const frames = await take(await openVideoSource({ kind: 'pipeline', text }, { backend: 'gstreamer' }), 8);
    expect(parameterSetOf(frames[0]!)).toMatchObject({ width: 320, height: 240 });
  });
});

describe('sound', () => {
  it('has the clock of its samples, and is heard', () =>
    throughBoth(async (backend) => {
      const encoding = { sampleRate: 48_000, channels: 1 };
      const source = await openAudioSource({ kind: 'test' }, { backend, encoding });
      expect(source).toMatchObject({ codec: 'VORBIS', clockRate: 48_000, captureDelayMs: 115 });
      const frames = await take(source, 30);
      expectRisingTimes(frames);
      expect(heard(frames, 48_000).frequency).toBeCloseTo(440, -0.5);
    }));

  it("comes from PulseAudio's default source, and from a sound card of ALSA (its file plugin)", async () => {
    await using server = await PulseAudio.start();
    using card = new AlsaFiles(server, sine(600, 120));
    useEnvironment(card.env);
    await using _ = server.speak(sine(500, 120).pcm);
    await using said = server.record('microphone');
    await vi.waitUntil(() => listenTo(said.recording).seconds > 0, PATIENCE);
    await throughBoth(async (backend) => {
      const pulse = await openAudioSource({ kind: 'pulse' }, { backend });
      // Within 16 Hz: a busy machine leaves gaps in a second of sound (605.2 Hz beside two busy loops); the other is 100 Hz away.
      expect(heard(await take(pulse, 50)).frequency).toBeCloseTo(500, -1.5);
      const alsa = await openAudioSource({ kind: 'alsa', device: SOUND_CARD }, { backend });
      expect(heard(await take(alsa, 50)).frequency).toBeCloseTo(600, -1.5);
    });
  });

  it('goes on when its program is killed, headers first, with times behind those before', () =>
    throughBoth(async (backend) => {
      const frames = await takeKilling((options) => openAudioSource({ kind: 'test' }, options), backend, 1);
      expect(frames.filter(({ bytes }) => (bytes[0]! & 1) === 1)).toHaveLength(6);
      expectRisingTimes(frames);
    }));
});

/** As many lines as DV has. */
const LARGE = { width: 720, height: 480 } as const;

/** Half a second of DV in which a white bar moves to the right from each field to the next, of 60 in a second. */
function interlacedClip(path: string): string {
  const rate = 'rate=60000/1001';
  const bar = `color=black:size=720x480:${rate}[black];color=white:size=100x480:${rate}[bar]`;
  const graph = `${bar};[black][bar]overlay=x=16*n:eval=frame,tinterlace=interleave_bottom`;
  const format = ['-t', '0.5', '-pix_fmt', 'yuv411p', '-target', 'ntsc-dv', '-an', '-f', 'dv'];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', graph, ...format, path]);
  return path;
}

/** The gray pictures of a stream. */
function decoded(input: Uint8Array, format: 'h264' | 'dv'): Uint8Array[] {
  const raw = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  const gray = execFileSync('ffmpeg', ['-v', 'error', '-f', format, '-i', 'pipe:0', ...raw], {
    input,
    maxBuffer: 1 << 28,
  });
  const length = LARGE.width * LARGE.height;
  return Array.from({ length: gray.length / length }, (_, index) =>
    gray.subarray(index * length, (index + 1) * length),
  );
}

/** What each pixel differs from the one below it, on average: nothing where a picture of upright bars shows one moment. */
function combing(pictures: readonly Uint8Array[]): number {
  let sum = 0;
  for (const picture of pictures) {
    for (let pixel = LARGE.width; pixel < picture.length; pixel++) {
      sum += Math.abs(picture[pixel]! - picture[pixel - LARGE.width]!);
    }
  }
  return sum / pictures.length / (LARGE.width * LARGE.height);
}

describe('a DV file: interlaced, its pixels no squares, its sound PCM', () => {
  it('loses no frame and doubles none, and is heard', () =>
    throughBoth(async (backend) => {
      const path = dvClip(2);
      const count = ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames'];
      const frameCount = Number(execFileSync('ffprobe', [...count, '-of', 'csv=p=0', path]));
      const sound = await openAudioSource({ kind: 'file', path }, { backend });
      const picture = await openVideoSource({ kind: 'file', path }, { backend });
      const [packets, frames] = await Promise.all([take(sound, 40), take(picture)]);
      expect(frames).toHaveLength(frameCount);
      expect(parameterSetOf(frames[0]!)).toMatchObject({ width: 320, height: 240 });
      expect(heard(packets).frequency).toBeCloseTo(440, -0.5);
    }));

  it('has pictures of one moment each, though its lines are of two', () =>
    throughBoth(async (backend) => {
      using directory = new TemporaryDirectory('interlaced');
      const path = interlacedClip(directory.file('pan.dv'));
      expect(combing(decoded(readFileSync(path), 'dv'))).toBeGreaterThan(5);
      const source = await openVideoSource({ kind: 'file', path }, { backend, encoding: LARGE });
      const frames = await take(source);
      const pictures = decoded(concatenate(frames.map(({ bytes }) => bytes)), 'h264');
      expect(pictures).toHaveLength(frames.length);
      expect(combing(pictures)).toBeLessThan(1);
    }));
});
