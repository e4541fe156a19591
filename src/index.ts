/** The public face of the pure layers: what each room's own index names. Loads in a browser; `rtpkit/node` adds the shell. */

export { Reject, RtpkitError, type ErrorCode } from './errors.js';
export {
  SequenceNumberUnwrapper,
  sequenceNumberDelta,
  timestampDelta,
  TimestampUnwrapper,
} from './clock/serial-number.js';
export { addMs, middle32, ntpDeltaMs, ntpFromUnixMs, unixMsFromNtp, type NtpTimestamp } from './clock/ntp-timestamp.js';
export * from './rtp/index.js';
export * from './rtcp/index.js';
export * from './payloaders/index.js';
export * from './payloaders/h264/index.js';
export * from './payloaders/vorbis/index.js';
export * from './formats/index.js';
export * from './jitter/index.js';
export * from './sdp/index.js';
export * from './session/index.js';
export * from './lab/index.js';
