import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAudioSink, openVideoSink, type MediaFrame, type MediaSink } from '../../../src/node/index.js';
import { CLIP_OGG, clipUnits } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { accessUnit, received, vorbisPackets } from './received.js';

let directory: TemporaryDirectory;

beforeAll(() => {
  directory = new TemporaryDirectory('recording');
});
afterAll(() => directory[Symbol.dispose]());

/** Names that a shell, or the parser of a pipeline, would take for something else. */
const HOSTILE = 'a "b" !  $c;.';

function probe(path: string, entries: string): Record<string, string> {
  const args = ['-v', 'error', '-count_frames', '-show_entries', `stream=${entries}`, '-of', 'json', `file:${path}`];
  const { streams } = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' }));
  return streams[0];
}

async function writeAll<Frame extends MediaFrame>(
  sink: MediaSink<Frame>,
  frames: readonly Frame[],
  msOf: (frame: Frame) => number,
): Promise<void> {
  for (const frame of frames) await sink.write(received(frame, msOf(frame)));
  await sink.close();
}

describe.each(['gstreamer', 'ffmpeg'] as const)('recordings, through %s', (backend) => {
  it('makes an AVI file of every access unit', async () => {
    const path = directory.file(`${backend} ${HOSTILE}avi`);
    const units = clipUnits(60).map((bytes, index) => accessUnit(bytes, index * 3000));
    const sink = await openVideoSink({ kind: 'file', path }, { backend });
    await writeAll(sink, units, ({ timestamp }) => 5000 + timestamp / 90);
    expect(probe(path, 'codec_name,width,height,nb_read_frames')).toMatchObject({
      codec_name: 'h264',
      width: 320,
      height: 240,
      nb_read_frames: '60',
    });
  });

  it('makes a WAV file as long as the sound', async () => {
    const path = directory.file(`${backend} ${HOSTILE}wav`);
    const sounds = await vorbisPackets(CLIP_OGG, 3);
    const rate = sounds[0]!.configuration.sampleRate;
    const sink = await openAudioSink({ kind: 'file', path }, { backend });
    await writeAll(sink, sounds, ({ timestamp }) => 5000 + (timestamp * 1000) / rate);
    const { codec_name, sample_rate, duration } = probe(path, 'codec_name,sample_rate,duration');
    expect({ codec_name, sample_rate }).toEqual({ codec_name: 'pcm_s16le', sample_rate: String(rate) });
    expect(Number(duration)).toBeGreaterThan(2.9);
    expect(Number(duration)).toBeLessThan(3.1);
  });

  it('leaves a file as it is that nothing came for', async () => {
    for (const [name, open] of [
      ['old.avi', openVideoSink],
      ['old.wav', openAudioSink],
    ] as const) {
      const path = directory.file(name);
      writeFileSync(path, 'worth keeping');
      const sink = await open({ kind: 'file', path }, { backend });
      await delay(1000); // By then the program is there, where it is started.
      await sink.close();
      expect(readFileSync(path, 'utf8')).toBe('worth keeping');
    }
  });

  it('says what is wrong when the file cannot be made', async () => {
    const path = directory.file('no such directory/a.avi');
    await expect(openVideoSink({ kind: 'file', path }, { backend })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: `${path} cannot be written: there is no such directory`,
    });
  });
});

describe('GStreamer recordings', () => {
  it('are silent where packets are missing', async () => {
    const path = directory.file('hole.wav');
    const sounds = await vorbisPackets(CLIP_OGG, 4);
    const rate = sounds[0]!.configuration.sampleRate;
    const kept = sounds.filter(({ timestamp }) => timestamp < rate || timestamp > 3 * rate);
    const sink = await openAudioSink({ kind: 'file', path }, { backend: 'gstreamer' });
    await writeAll(sink, kept, ({ timestamp }) => 1000 + (timestamp * 1000) / rate);
    expect(Number(probe(path, 'duration')['duration'])).toBeGreaterThan(3.8);
    expect(
      readFileSync(path)
        .subarray(-1000)
        .some((octet) => octet !== 0),
    ).toBe(true);
  });
});
