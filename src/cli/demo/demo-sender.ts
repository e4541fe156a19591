/** The sending process of the demonstration: two senders with one CNAME, and a fingerprint of every frame they take. */

import {
  openSender,
  Reject,
  splitAnnexB,
  type OggVorbisPacket,
  type Sender,
  type TimedFrame,
} from '../../node/index.js';
import { MEDIA, tell, tellReport, type Medium } from './demo-messages.js';
import { openDemoSource, type SourceName } from './demo-source.js';
import { digest } from './frame-digest.js';

/** Bandwidth that lets RTCP report every 0.4 s or so (RFC 3550 §6.2): the clip is over after ten seconds. */
export const DEMO_RTCP = { bandwidth: 1_000_000, reducedMinimum: true } as const;

/** Sends the source to two ports of this host, live, and says BYE at its end, or when the signal aborts. */
export async function runDemoSender(
  name: SourceName,
  ports: Readonly<Record<Medium, number>>,
  signal: AbortSignal,
): Promise<void> {
  const source = await openDemoSource(name);
  const clockRate = source.audio.configuration.sampleRate;
  const to = (medium: Medium): string => `127.0.0.1:${ports[medium]}`;
  const senders = {
    video: await openSender({ to: to('video'), codec: 'H264', rtcp: DEMO_RTCP }),
    audio: await openSender({ to: to('audio'), codec: 'vorbis', clockRate, rtcp: DEMO_RTCP }),
  };
  for (const medium of MEDIA) {
    senders[medium].events.on('report', (report) => tellReport(medium, report));
  }
  const { video, audio } = source;
  await Promise.all([sendVideo(senders.video, video, signal), sendAudio(senders.audio, audio.packets, signal)]);
  tell({ type: 'finished' });
  await Promise.all(MEDIA.map((medium) => senders[medium].close('end of the demonstration')));
}

type TimedUnits = AsyncIterable<Pick<TimedFrame, 'bytes'>>;

async function sendVideo(sender: Sender, units: TimedUnits, signal: AbortSignal): Promise<void> {
  for await (const unit of units) {
    if (signal.aborted) return;
    await sender.send(unit);
    const nalUnits = splitAnnexB(unit.bytes);
    tell({ type: 'frame', medium: 'video', digests: nalUnits instanceof Reject ? [] : nalUnits.map(digest) });
  }
}

/** The three header packets make the configuration; they are no frames. */
async function sendAudio(sender: Sender, packets: AsyncIterable<OggVorbisPacket>, signal: AbortSignal): Promise<void> {
  for await (const packet of packets) {
    if (signal.aborted) return;
    await sender.send(packet);
    if (packet.kind === 'audio') tell({ type: 'frame', medium: 'audio', digests: [digest(packet.bytes)] });
  }
}
