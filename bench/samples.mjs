/** Inputs that all contenders share, the same octets in every run. */

import { serializeRtpPacket } from './rtpkit.mjs';

/** The UDP payload in octets, RTP header included. */
export const MTU = 1200;
export const RTP_HEADER_LENGTH = 12;
const START_CODE = Buffer.from([0, 0, 0, 1]);
/** Of a 160x120 stream of x264, as FFmpeg prints them into its SDP. */
const PARAMETER_SETS = ['Z0LAC9kChH5cBEAAAAMAQAAADyPFCpI=', 'aMuDyyA='].map((set) => Buffer.from(set, 'base64'));

/** Numerical Recipes' generator: no library, no seed to pass around. */
function noise(length) {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** An IDR slice of so many octets; no two zeros follow each other, so that no start code appears inside. */
function idrSlice(length) {
  const slice = Buffer.from(noise(length));
  slice[0] = 0x65;
  slice[1] = 0x88;
  for (let at = 2; at < length; at++) if (slice[at] === 0) slice[at] = 0x80;
  return slice;
}

/** SPS, PPS and an IDR slice as an Annex B access unit. */
export function accessUnit(sliceLength) {
  return Buffer.concat([...PARAMETER_SETS, idrSlice(sliceLength)].flatMap((nalUnit) => [START_CODE, nalUnit]));
}

/** One datagram of 1200 octets, with three one-byte header extensions on request (RFC 8285 §4.2). */
export function datagram(withExtensions = false) {
  const extension = (id, ...octets) => ({ id, data: Uint8Array.from(octets) });
  return Buffer.from(
    serializeRtpPacket({
      payloadType: 96,
      marker: true,
      sequenceNumber: 4711,
      timestamp: 3_000_000_000,
      ssrc: 0x12345678,
      payload: noise(MTU - RTP_HEADER_LENGTH),
      extensions: withExtensions ? [extension(1, 0x55), extension(2, 1, 2, 3), extension(3, 0, 7)] : [],
    }),
  );
}
