import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  atFrameRate,
  atLivePace,
  describeSenders,
  formatSdp,
  nalUnitType,
  openOggVorbis,
  openReceiver,
  openSender,
  splitAnnexB,
} from '../../src/node/index.js';
import { hexOf } from '../hex.js';
import { CLIP_H264, CLIP_OGG, clipPackets, clipUnits, comparable, nalUnitsOf } from '../peers/clip.js';
import { freePortPairs, untilPairIsRead, untilPairIsTaken } from '../peers/free-port.js';
import { listed, receiveAll, sendAll } from '../peers/streams.js';

const RTCP = { bandwidth: 1_000_000, reducedMinimum: true };
let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-ffmpeg-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs ffmpeg to its end and resolves with what it says. */
function ffmpeg(words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', ...words.trim().split(/\s+/)]);
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}

async function packetsOf(path: string): Promise<string[]> {
  const packets: string[] = [];
  for await (const { kind, bytes } of (await openOggVorbis(path)).packets) {
    if (kind === 'audio') packets.push(hexOf(bytes));
  }
  return packets;
}

describe('FFmpeg receives what we send, through our SDP', () => {
  it('writes the same NAL units and the same packets, across in-band repeats of the configuration and offers of feedback', async () => {
    const [videoPort, audioPort] = await freePortPairs(2);
    const units = clipUnits(150);
    const packets = await clipPackets(260);
    const parameterSets = (splitAnnexB(units[0]!) as Uint8Array[]).filter((nalUnit) =>
      [7, 8].includes(nalUnitType(nalUnit[0]!)),
    );
    const { configuration } = packets[0]!;
    const clockRate = configuration.sampleRate;
    const video = await openSender({
      to: `127.0.0.1:${videoPort}`,
      codec: 'H264',
      options: { parameterSets },
      rtcp: { ...RTCP, profile: 'AVPF', reducedSize: true },
      feedback: ['nack', 'nack pli'],
      retransmission: { payloadType: 98 },
    });
    const options = { configuration, configurationIntervalSeconds: 1 };
    const audio = await openSender({
      to: `127.0.0.1:${audioPort}`,
      codec: 'vorbis',
      payloadType: 97,
      clockRate,
      options,
      rtcp: RTCP,
    });
    writeFileSync(join(directory, 'ours.sdp'), formatSdp(describeSenders([video, audio])));
    const receiving = ffmpeg(
      `-protocol_whitelist file,udp,rtp -i ${directory}/ours.sdp -map 0:v -c copy -f h264 ${directory}/received.h264
       -map 0:a -c copy -f ogg ${directory}/received.ogg`,
    );
    await untilPairIsTaken(videoPort!);
    await untilPairIsTaken(audioPort!);
    const frames = atFrameRate(listed(units.map((bytes) => ({ bytes }))), 30);
    await Promise.all([
      sendAll(video, atLivePace(frames, 90_000)),
      sendAll(audio, atLivePace(listed(packets), clockRate)),
    ]);
    await delay(100); // What is paced or bundled has left then: timers fire in the order in which they are due.
    // FFmpeg looks at RTCP first: a BYE would overtake what waits. At the BYE of both it ends.
    await Promise.all([videoPort, audioPort].map((port) => untilPairIsRead(port!)));
    await Promise.all([video.close(), audio.close()]);
    const said = await receiving;
    const received = nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'received.h264'))));
    expect(received, said).toEqual(units.flatMap(nalUnitsOf));
    const sent = packets.filter(({ kind }) => kind === 'audio').map(({ bytes }) => hexOf(bytes));
    expect(await packetsOf(join(directory, 'received.ogg')), said).toEqual(sent);
  });
});

describe('FFmpeg sends and we receive, through its SDP', () => {
  it('hands out the NAL units and the packets of the clip', async () => {
    const [videoPort, audioPort] = await freePortPairs(2);
    const sdp = join(directory, 'ffmpeg.sdp');
    const sending = ffmpeg(
      `-re -i ${fileURLToPath(CLIP_H264)} -re -i ${fileURLToPath(CLIP_OGG)} -sdp_file ${sdp}
       -map 0:v -c copy -t 4 -f rtp rtp://127.0.0.1:${videoPort} -map 1:a -c copy -t 4 -f rtp rtp://127.0.0.1:${audioPort}`,
    );
    while (!existsSync(sdp) || readFileSync(sdp, 'utf8').match(/^m=/gm)?.length !== 2) await delay(20);
    const options = { description: readFileSync(sdp, 'utf8'), host: '127.0.0.1', rtcp: RTCP };
    const video = await openReceiver({ ...options, codec: 'H264' });
    const audio = await openReceiver({ ...options, codec: 'vorbis' });
    expect([video.endpoint.ports.rtp, audio.endpoint.ports.rtp]).toEqual([videoPort, audioPort]);
    const receiving = Promise.all([
      receiveAll(video, ({ nalUnits }) => comparable(nalUnits)),
      receiveAll(audio, ({ bytes }) => [hexOf(bytes)]),
    ]);
    const said = await sending;
    const [nalUnits, packets] = await receiving;
    expect(nalUnits.length, said).toBeGreaterThan(80);
    const sentUnits = clipUnits().flatMap(nalUnitsOf);
    const start = sentUnits.indexOf(nalUnits[0]!);
    expect(nalUnits).toEqual(sentUnits.slice(start, start + nalUnits.length));
    expect(packets.length, said).toBeGreaterThan(100);
    const sentPackets = await packetsOf(fileURLToPath(CLIP_OGG));
    const first = sentPackets.indexOf(packets[0]!);
    expect(packets).toEqual(sentPackets.slice(first, first + packets.length));
  });
});
