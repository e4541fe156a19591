import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nalUnitsOf } from '../peers/clip.js';
import { freePortPair, untilPairIsTaken } from '../peers/free-port.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';

const ENCODER = `videotestsrc is-live=true num-buffers=120 ! video/x-raw,format=I420,width=320,height=240,framerate=30/1
  ! x264enc tune=zerolatency key-int-max=30`;
const CAMERA = `-q ${ENCODER} ! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au ! fdsink`;

let directory = '';
const children: ChildProcess[] = [];
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-examples-'))));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

function example(name: string, argument: string): ChildProcess {
  const path = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  return start(process.execPath, [path, argument]);
}

function linesOf(name: string): number {
  const text = readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('//')).length;
}

async function readAll(from: ChildProcess): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of from.stdout!) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

describe('the examples of the README', () => {
  it('send-h264.mjs sends a live pipe to rtpbin, with reports and a BYE, and ends by itself', async () => {
    expect(linesOf('send-h264.mjs')).toBeLessThanOrEqual(10);
    const port = await freePortPair();
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin latency=200
      udpsrc port=${port} caps="application/x-rtp,media=video,clock-rate=90000,encoding-name=H264" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay ! video/x-h264,stream-format=byte-stream ! filesink name=file location=${directory}/received.h264
      udpsrc port=${port + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${port + 2} sync=false async=false`);
    await untilPairIsTaken(port);
    const camera = start('gst-launch-1.0', CAMERA.split(/\s+/));
    const sender = example('send-h264.mjs', `127.0.0.1:${port}`);
    camera.stdout!.pipe(sender.stdin!);
    const sent = readAll(camera);
    expect((await once(sender, 'close'))[0]).toBe(0);
    await peer.waitForSource('sender report', (source) => source['have-sr'] === true);
    await peer.waitForEvent('on-bye-ssrc');
    await peer.waitFor('every frame', ({ jitterbuffers }) => Number(jitterbuffers?.[0]?.['num-pushed']) >= 120);
    peer.say('eos');
    await peer.waitForEndIn('file');
    expect(nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'received.h264'))))).toEqual(nalUnitsOf(await sent));
  });

  it('receive-h264.mjs writes what rtpbin sends, answers its reports, and ends at SIGINT', async () => {
    expect(linesOf('receive-h264.mjs')).toBeLessThanOrEqual(10);
    const port = await freePortPair();
    const receiver = example('receive-h264.mjs', String(port));
    const received = readAll(receiver);
    await untilPairIsTaken(port);
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin ${ENCODER}
      ! tee name=t t. ! queue ! video/x-h264,stream-format=byte-stream
      ! filesink name=file location=${directory}/sent.h264 t. ! queue ! rtph264pay ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink name=rtp host=127.0.0.1 port=${port}
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${port + 1} sync=false async=false
      udpsrc port=${port + 2} ! rtpbin.recv_rtcp_sink_0`);
    for (const sink of ['file', 'rtp']) await peer.waitForEndIn(sink);
    await peer.waitForSource('receiver report', (source) => source['have-rb'] === true);
    receiver.kill('SIGINT');
    expect((await once(receiver, 'close'))[0]).toBe(0);
    expect(nalUnitsOf(await received)).toEqual(nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'sent.h264')))));
  });
});
