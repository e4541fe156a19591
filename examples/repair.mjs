// Video over a link that loses one packet in twenty, both ways: what is lost is asked for in time and sent again (RFC 4588).
import { createReadStream } from 'node:fs';
import { atFrameRate, atLivePace, describeSenders, formatSdp } from 'rtpkit/node';
import { openReceiver, openSender, openUdpProxy, readAccessUnits } from 'rtpkit/node';

const port = Number(process.argv[2] ?? 10000);
const loss = { seed: 1, loss: 0.05 };
const link = await openUdpProxy({ to: `127.0.0.1:${port}`, there: loss, back: loss });
const sender = await openSender({
  to: `127.0.0.1:${link.ports.rtp}`,
  codec: 'H264',
  rtcp: { profile: 'AVPF', reducedSize: true },
  feedback: ['nack', 'nack pli'],
  retransmission: { payloadType: 97 },
});
const description = formatSdp(describeSenders([sender])); // all that the receiver has to know
const receiver = await openReceiver({ port, description, latencyMs: 400 });

let complete = 0;
const receiving = (async () => {
  for await (const { frame } of receiver) if (frame.complete) complete++;
})();
const clip = readAccessUnits(createReadStream(new URL('../assets/clip.h264', import.meta.url)));
for await (const unit of atLivePace(atFrameRate(clip, 30), 90_000)) await sender.send(unit);
await sender.close();
setTimeout(() => receiver.close(), 1000); // the goodbye may be lost, too
await receiving;
await link.close();
console.log(`${complete} of ${sender.stream.statistics.framesSent} access units came whole,`);
console.log(`${sender.stream.statistics.retransmittedPacketsSent} packets were sent again`);
