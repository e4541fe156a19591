// Sends the H.264 byte stream on stdin: RTP to port 10000, RTCP to 10001; hears RTCP on 10002.
import { openSender, readAccessUnits } from 'rtpkit/node';

const to = process.argv[2] ?? '127.0.0.1:10000';
const sender = await openSender({ to, codec: 'H264', rtcp: { layout: 'original' } });
for await (const unit of readAccessUnits(process.stdin)) await sender.send(unit);
await sender.close();
