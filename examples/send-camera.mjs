// Sends a camera, or a test picture where none is named: RTP to port 10000, RTCP to 10001; hears RTCP on 10002.
import { openSender, openVideoSource } from 'rtpkit/node';

const [to = '127.0.0.1:10000', device] = process.argv.slice(2);
const source = await openVideoSource(device === undefined ? { kind: 'test' } : { kind: 'v4l2', device });
const { captureDelayMs } = source;
const sender = await openSender({ to, codec: 'H264', captureDelayMs, rtcp: { layout: 'original' } });
process.once('SIGINT', () => source.stop());
for await (const frame of source.frames) await sender.send(frame);
await sender.close();
