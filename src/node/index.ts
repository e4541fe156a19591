/** Everything of rtpkit for a Node program: the pure layers, and sockets, timers and pipes on top of them. */

export * from '../index.js';
export type { AudioFeed, Backend, BackendName, VideoFeed } from './backends/backend.js';
export { BACKENDS, chooseBackend, isInstalled } from './backends/choose-backend.js';
export type { AudioDevice, AudioOutput, VideoDevice } from './backends/devices.js';
export type { AudioEncoding, PictureSize, VideoEncoding } from './backends/encoding.js';
export { typedWords } from './backends/typed-words.js';
export { Child, type ChildPipes } from './children/child.js';
export type { ChildCommand } from './children/child-command.js';
export type { ChildEnd } from './children/child-end.js';
export { ChildSink, type ChildSinkOptions } from './children/child-sink.js';
export { ChildSource, readChildOutput } from './children/child-source.js';
export { type RestartOptions, RestartPolicy } from './children/restart-policy.js';
export { restarted, type Restart, type RestartedOptions } from './children/restarted.js';
export { type AudioTrack, Container, type ContainerTrack, type VideoTrack } from './containers/container.js';
export { type ContainerContents, type ContainerSinks, createContainer } from './containers/create-container.js';
export { openContainer } from './containers/open-container.js';
export { describeSenders } from './descriptions/describe-senders.js';
export {
  type Description,
  describedStreams,
  findDescribedStream,
  isCapsText,
} from './descriptions/described-stream.js';
export { loadDescription, type LoadDescriptionOptions } from './descriptions/load-description.js';
export { formatsOfCodec, formatsOfStream, type ReceiveCodec } from './descriptions/receive-formats.js';
export { diagnoseDevices } from './diagnosis/device-diagnosis.js';
export { diagnose, type Diagnosis } from './diagnosis/diagnose.js';
export type { BackendDiagnosis, Finding } from './diagnosis/finding.js';
export type { FrameOf } from './endpoint/codec-frames.js';
export { Endpoint } from './endpoint/endpoint.js';
export type { EndpointEvents, SessionEvent } from './endpoint/endpoint-events.js';
export type { EndpointOptions } from './endpoint/endpoint-options.js';
export { openEndpoint } from './endpoint/open-endpoint.js';
export { type ReceivedFrame, ReceivedStream } from './endpoint/received-stream.js';
export { Receiver } from './endpoint/receiver.js';
export { type OutgoingFrame, Sender } from './endpoint/sender.js';
export { type AnnexBInputOptions, readAccessUnits } from './files/annex-b-input.js';
export type { ByteInput } from './files/byte-input.js';
export { CaptureFile, createCaptureFile, isCaptureFile, readCaptureFile } from './files/capture-file.js';
export { atFrameRate, atLivePace, type TimedFrame } from './files/live-pace.js';
export { type OggVorbisInput, openOggVorbis } from './files/ogg-vorbis-input.js';
export type { PlayerOptions } from './sinks/child-player.js';
export { NetworkSink } from './sinks/network-sink.js';
export { type AudioSinkOptions, type AudioTarget, openAudioSink } from './sinks/open-audio-sink.js';
export { openVideoSink, type VideoSinkOptions, type VideoTarget } from './sinks/open-video-sink.js';
export { openY4mSink, Y4mSink, type Y4mSinkOptions } from './sinks/y4m-sink.js';
export type { Y4mTarget } from './sinks/y4m-target.js';
export { Y4mWriter } from './sinks/y4m-writer.js';
export { formatHostAndPort, parseHostAndPort } from './sockets/host-and-port.js';
export type { MulticastOptions } from './sockets/multicast.js';
export { openUdpProxy, UdpProxy, type UdpProxyOptions } from './sockets/udp-proxy.js';
export {
  openUdpSocket,
  type SocketProblem,
  UdpSocket,
  type UdpListener,
  type UdpSocketOptions,
} from './sockets/udp-socket.js';
export { openSocketPair, type SocketPairOptions, UdpSocketPair } from './sockets/udp-socket-pair.js';
export { openAudioSource } from './sources/open-audio-source.js';
export { openVideoSource } from './sources/open-video-source.js';
export { audioSourceCommand, videoSourceCommand } from './sources/source-command.js';
export type {
  AudioInput,
  AudioSourceOptions,
  ByteStream,
  VideoInput,
  VideoSourceOptions,
} from './sources/source-options.js';
export { canonicalNameOfUser } from './system/canonical-name.js';
export { useNativeStartCodeSearch } from './system/native-start-code-search.js';
export { randomUint32 } from './system/random-uint32.js';
export { RealTime } from './system/real-time.js';
export type { MediaSink } from './media-sink.js';
export type { MediaSource } from './media-source.js';
export { openReceiver, type ReceiverOptions } from './open-receiver.js';
export { addSender, openSender, type SenderOptions, type SenderStreamOptions } from './open-sender.js';
