// Shows what arrives on port 10000 in a window, or records it where a file is named.
import { openReceiver, openVideoSink } from 'rtpkit/node';

const [port = '10000', path] = process.argv.slice(2);
const sink = await openVideoSink(path === undefined ? { kind: 'window' } : { kind: 'file', path });
const receiver = await openReceiver({
  port: Number(port),
  codec: 'H264',
  latencyMs: 400,
  rtcp: { layout: 'original' },
});
process.once('SIGINT', () => receiver.close());
for await (const received of receiver) await sink.write(received);
await sink.close();
