/** The receiving process of the demonstration: writes what it receives to files and tells a fingerprint of every frame. */

import { join } from 'node:path';
import {
  formatHostAndPort,
  openAudioSink,
  openReceiver,
  openVideoSink,
  type AccessUnit,
  type MediaFrame,
  type MediaSink,
  type Receiver,
  type VorbisPacket,
} from '../../node/index.js';
import { MEDIA, tell, tellReport, type Medium } from './demo-messages.js';
import { DEMO_RTCP } from './demo-sender.js';
import { digest } from './frame-digest.js';

const PROGRESS_INTERVAL_MS = 200;

/** Receives until both senders have said BYE, or the signal aborts, into `video.h264` and `audio.ogg` of the directory. */
export async function runDemoReceiver(directory: string, signal: AbortSignal): Promise<void> {
  const files = {
    video: await openVideoSink({ kind: 'file', path: join(directory, 'video.h264') }),
    audio: await openAudioSink({ kind: 'file', path: join(directory, 'audio.ogg') }),
  };
  const options = { host: '127.0.0.1', rtcp: DEMO_RTCP, signal };
  const receivers = {
    video: await openReceiver({ ...options, codec: 'H264' }),
    audio: await openReceiver({ ...options, codec: 'vorbis' }),
  };
  for (const medium of MEDIA) watch(medium, receivers[medium]);
  tell({
    type: 'ready',
    ports: { video: receivers.video.endpoint.ports.rtp, audio: receivers.audio.endpoint.ports.rtp },
  });
  await Promise.all([receiveVideo(receivers.video, files.video), receiveAudio(receivers.audio, files.audio)]);
  tell({ type: 'finished' });
}

async function receiveVideo(receiver: Receiver<AccessUnit>, file: MediaSink<AccessUnit>): Promise<void> {
  for await (const received of receiver) {
    tell({ type: 'frame', medium: 'video', digests: received.frame.nalUnits.map(digest) });
    await file.write(received);
  }
  await file.close();
}

async function receiveAudio(receiver: Receiver<VorbisPacket>, file: MediaSink<VorbisPacket>): Promise<void> {
  for await (const received of receiver) {
    tell({ type: 'frame', medium: 'audio', digests: [digest(received.frame.bytes)] });
    await file.write(received);
  }
  await file.close();
}

/** Tells the progress of a receiver, its reports, and closes it when its stream has ended with a BYE. */
function watch(medium: Medium, receiver: Receiver<MediaFrame>): void {
  let frames = 0;
  let bufferMs = 0;
  receiver.events.on('frame', ({ arrivalMs, releaseMs }) => {
    frames++;
    bufferMs = releaseMs - arrivalMs;
  });
  receiver.events.on('rtcp-destination', ({ to, reason }) => {
    tell({ type: 'destination', medium, text: `${formatHostAndPort(to)} (${reason})` });
  });
  receiver.events.on('report', (report) => tellReport(medium, report));
  const progress = setInterval(() => {
    const [stream] = receiver.endpoint.session.incoming.values();
    if (stream === undefined) return;
    const { bytesReceived, packetsLost, jitter } = stream.statistics;
    tell({ type: 'progress', medium, frames, octets: bytesReceived, packetsLost, jitterMs: jitter * 1000, bufferMs });
  }, PROGRESS_INTERVAL_MS);
  receiver.events.once('end', () => void receiver.close());
  receiver.events.once('close', () => clearInterval(progress));
}
