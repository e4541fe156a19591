/** Everything of rtpkit for a Node program: the pure layers, and sockets, timers and pipes on top of them. */

export * from '../index.js';
export { type AnnexBInputOptions, readAccessUnits } from './annex-b-input.js';
export type { ByteInput } from './byte-input.js';
export { canonicalNameOfUser } from './canonical-name.js';
export { type ChildCommand, readChildOutput } from './child-output.js';
export type { FrameOf } from './codec-frames.js';
export { describeSenders } from './describe-senders.js';
export { type Description, findDescribedStream } from './described-stream.js';
export { Endpoint, type EndpointEvents } from './endpoint.js';
export type { EndpointOptions } from './endpoint-options.js';
export { formatHostAndPort, parseHostAndPort } from './host-and-port.js';
export { atFrameRate, atLivePace, type TimedFrame } from './live-pace.js';
export type { MulticastOptions } from './multicast.js';
export { type OggVorbisInput, openOggVorbis } from './ogg-vorbis-input.js';
export { useNativeStartCodeSearch } from './native-start-code-search.js';
export { openEndpoint } from './open-endpoint.js';
export { openReceiver, type ReceiverOptions } from './open-receiver.js';
export { addSender, openSender, type SenderOptions, type SenderStreamOptions } from './open-sender.js';
export { randomUint32 } from './random-uint32.js';
export { formatsOfCodec, formatsOfStream, type ReceiveCodec } from './receive-formats.js';
export { type ReceivedFrame, ReceivedStream } from './received-stream.js';
export { Receiver } from './receiver.js';
export { type OutgoingFrame, Sender } from './sender.js';
export type { SessionEvent } from './session-runner.js';
export { openSocketPair, type PairListener, type SocketPairOptions, UdpSocketPair } from './udp-socket-pair.js';
export { openUdpSocket, type SocketProblem, UdpSocket, type UdpListener, type UdpSocketOptions } from './udp-socket.js';
