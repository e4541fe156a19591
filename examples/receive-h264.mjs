// Writes the H.264 that arrives on port 10000 to stdout: RTCP on 10001, answered to port 10002 of whoever sends.
import { openReceiver } from 'rtpkit/node';

const port = Number(process.argv[2] ?? 10000);
const receiver = await openReceiver({ port, codec: 'H264', latencyMs: 400, rtcp: { layout: 'original' } });
process.once('SIGINT', () => receiver.close());
process.stdout.on('error', () => receiver.close()); // whoever reads has gone
for await (const { frame } of receiver) process.stdout.write(frame.toAnnexB());
