import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAudioSink, openVideoSink, OggVorbisReader } from '../../../src/node/index.js';
import { ByteOutput } from '../../../src/node/sinks/byte-output.js';
import { hexOf } from '../../hex.js';
import { CLIP_OGG, clipUnits, comparable, nalUnitsOf } from '../../peers/clip.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { accessUnit, received, vorbisPackets } from './received.js';

let directory: TemporaryDirectory;

beforeAll(() => {
  directory = new TemporaryDirectory('byte-sink');
});
afterAll(() => directory[Symbol.dispose]());

describe('files of elementary streams', () => {
  it('hold the access units as they came, in a directory that is made for them', async () => {
    const path = directory.file('new/directory/picture.h264');
    const sink = await openVideoSink({ kind: 'file', path });
    const units = clipUnits(70).map((bytes) => accessUnit(bytes));
    for (const [index, unit] of units.entries()) await sink.write(received(unit, index));
    await sink.close();
    await sink.close();
    expect(nalUnitsOf(new Uint8Array(readFileSync(path)))).toEqual(
      units.flatMap(({ nalUnits }) => comparable(nalUnits)),
    );
    expect(sink).toMatchObject({ name: path, outputDelayMs: 0, framesDropped: 0 });
  });

  it('hold the sound as it came, ended in order', async () => {
    const path = directory.file('sound.ogg');
    const sink = await openAudioSink({ kind: 'file', path });
    const sounds = await vorbisPackets(CLIP_OGG, 2);
    for (const sound of sounds) await sink.write(received(sound, 0));
    await sink.close();
    const packets = Array.from(new OggVorbisReader().push(new Uint8Array(readFileSync(path))));
    const audio = packets.filter(({ kind }) => kind === 'audio');
    expect(audio.map(({ bytes }) => hexOf(bytes))).toEqual(sounds.map(({ bytes }) => hexOf(bytes)));
  });

  it.each([
    ['video', 'a.wav'],
    ['video', 'picture'],
    ['audio', 'a.h264'],
  ] as const)('are refused for %s when their name is %s', async (medium, name) => {
    const open = medium === 'video' ? openVideoSink : openAudioSink;
    await expect(open({ kind: 'file', path: directory.file(name) })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: expect.stringContaining('ends with none of'),
    });
  });

  it('are refused where no file can be', async () => {
    await expect(openVideoSink({ kind: 'file', path: '/proc/picture.h264' })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: expect.stringMatching(/^\/proc\/picture.h264 cannot be written: /),
    });
  });
});

describe('octets for somebody else', () => {
  it('tell in silence, too, that the reader of a FIFO has gone', async () => {
    const path = directory.file('fifo.h264');
    execFileSync('mkfifo', [path]);
    const sink = await openVideoSink({ kind: 'file', path });
    const reader = new Program('head', ['-c', '1', path]);
    await sink.write(received(accessUnit(clipUnits(1)[0]!), 0));
    expect(await sink.ended).toMatchObject({ code: 'ERR_RTPKIT_CLOSED' });
    expect(await reader.exitCode).toBe(0);
    await sink.close();
  });

  const failing = (code: string): ByteOutput =>
    new ByteOutput(
      'standard output',
      new Writable({
        write: (_chunk, _encoding, callback) => callback(Object.assign(new Error(`write ${code}`), { code })),
      }),
    );

  it('tell when nobody reads them any more, and end all the same', async () => {
    const output = failing('EPIPE');
    await expect(output.write(new Uint8Array(1))).rejects.toMatchObject({ code: 'ERR_RTPKIT_CLOSED' });
    await expect(output.write(new Uint8Array(1))).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_RTPKIT/) });
    await output.close();
  });

  it('tell when the disk is full', async () => {
    const output = failing('ENOSPC');
    await expect(output.write(new Uint8Array(1))).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
    await output.close();
  });
});
