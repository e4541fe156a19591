// A minute of video over a network that loses 2 % of its packets, in virtual time: no sockets, no waiting, the same every run.
import { readFileSync } from 'node:fs';
import { AnnexBReader, h264, Link, ntpFromUnixMs, SeededRandom, Session, VirtualHost, VirtualTime } from 'rtpkit';

const time = new VirtualTime();
const { uint32: randomUint32 } = new SeededRandom(2026);
const [alice, bob] = ['10.0.0.1', '10.0.0.2'].map((host) => ({ host, port: 5004 }));
const counts = { complete: 0, damaged: 0, gaps: 0, reports: 0 };

const sending = new Session(time.now, { cname: 'alice', randomUint32, remote: bob });
const receiving = new Session(time.now, { cname: 'bob', randomUint32, receive: [{ payloadType: 96, format: h264 }] });
for (const session of [sending, receiving]) session.setWallClock(time.now, ntpFromUnixMs(1_790_000_000_000));

const sender = new VirtualHost(time, sending, {
  transmit: ({ bytes, channel }) => there[channel].send(bytes),
  event: ({ type }) => type === 'report' && counts.reports++,
});
const receiver = new VirtualHost(time, receiving, {
  transmit: ({ bytes }) => back.send(bytes),
  event(event) {
    if (event.type === 'gap') counts.gaps++;
    if (event.type === 'frame') counts[event.frame.complete ? 'complete' : 'damaged']++;
  },
});
const link = (seed, host, from, channel) =>
  new Link(time, { seed, loss: 0.02, delayMs: 20, jitterMs: 10 }, (bytes) => host.receive(bytes, from, channel));
const there = { rtp: link(1, receiver, alice, 'rtp'), rtcp: link(2, receiver, alice, 'rtcp') };
const back = link(3, sender, bob, 'rtcp');

const stream = sending.addOutgoing({ format: h264 });
const units = [...new AnnexBReader().push(readFileSync(new URL('../assets/clip.h264', import.meta.url)))];
for (let index = 0; index < 1800; index++) {
  const { bytes } = units[index % units.length];
  time.at((index * 1000) / 30, () => sender.act((now) => stream.send(now, bytes, index * 3000)));
}
time.run(61_000);
console.log(counts, receiving.incoming.get(stream.ssrc).statistics);
