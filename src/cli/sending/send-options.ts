/** What commands that send can be told, and how it is read. */

import { typedWords } from '../../node/index.js';
import type { Address, MulticastOptions, RtcpOptions, VideoEncoding } from '../../node/index.js';
import { parseHostOption } from '../arguments/address-argument.js';
import { integerOf, pictureSizeOf } from '../arguments/number-argument.js';
import { defaultLayout, RTCP_OPTION, rtcpLayoutOf } from '../arguments/rtcp-layout.js';
import type { Arguments, OptionRow } from '../command.js';
import { descriptionFilesOf } from '../description/description-files.js';
import type { DescriptionPlaces } from '../description/published-description.js';

/** @param port of RTP where none is typed */
export function destinationOptions(port: string): readonly OptionRow[] {
  return [
    { name: 'to', value: 'HOST[:PORT]', help: `host or multicast group; port ${port}`, required: true },
    RTCP_OPTION,
    { name: 'ttl', value: 'N', help: 'networks that multicast crosses, default 1' },
    { name: 'interface', value: 'ADDRESS', help: 'of this host, to send multicast from' },
  ];
}

export const PICTURE_OPTIONS: readonly OptionRow[] = [
  { name: 'size', value: 'WxH', help: 'pixels', default: '320x240' },
  { name: 'fps', value: 'N', help: 'frames per second; default as the source' },
  { name: 'qp-min', value: 'N', help: 'of x264, lower is finer', default: '18' },
  { name: 'key-frame-interval', value: 'N', help: 'frames, at most', default: '60' },
];

/** @param example of each, in the words of GStreamer */
export function encoderOptions(example: { readonly words: string; readonly source: string }): readonly OptionRow[] {
  return [
    { name: 'encoder-args', value: 'WORDS', help: `of the backend's encoder, such as ${example.words}` },
    { name: 'pipeline', value: 'TEXT', help: `as SOURCE, such as '${example.source}'` },
  ];
}

export const PAYLOAD_TYPE_OPTION: OptionRow = {
  name: 'payload-type',
  value: 'N',
  help: 'what its packets carry',
  default: '96',
};

export const SDP_OPTIONS: readonly OptionRow[] = [
  { name: 'sdp', value: 'FILE', help: 'write there what receivers have to know, as SDP' },
  { name: 'serve-sdp', value: 'PORT', help: 'serve it at http://this-host:PORT/' },
];

export const CAPS_OPTION: OptionRow = { name: 'caps', value: 'FILE', help: 'write it there, as GStreamer caps' };

/** @throws UsageError when it is no address */
export function destinationOf(args: Arguments, defaultPort: number): Address {
  return { port: defaultPort, ...parseHostOption('to', args.text('to')!) };
}

/** What all streams of a command have in common. */
export interface SendSettings {
  readonly rtcp: RtcpOptions;
  readonly multicast: MulticastOptions;
  readonly places: DescriptionPlaces;
}

/**
 * @param to where the streams go
 * @throws UsageError for a value out of its range
 */
export function sendSettingsOf(args: Arguments, to: Address): SendSettings {
  const ttl = integerOf(args, 'ttl', 0, 255);
  const networkInterface = args.text('interface');
  return {
    rtcp: rtcpLayoutOf(args, defaultLayout(to.host)),
    multicast: {
      ...(ttl !== undefined && { ttl }),
      ...(networkInterface !== undefined && { interface: networkInterface }),
    },
    places: { ...descriptionFilesOf(args), servePort: integerOf(args, 'serve-sdp', 1, 65_535) },
  };
}

/** @throws UsageError unless it is an integer from 0 to 127 */
export function payloadTypeOf(args: Arguments): { readonly payloadType?: number } {
  const payloadType = integerOf(args, 'payload-type', 0, 127);
  return payloadType === undefined ? {} : { payloadType };
}

/** @throws UsageError for a value out of its range */
export function videoEncodingOf(args: Arguments): VideoEncoding {
  const framesPerSecond = args.number('fps', 1, 1000);
  const qpMin = integerOf(args, 'qp-min', 0, 51);
  const keyFrameInterval = integerOf(args, 'key-frame-interval', 1, 100_000);
  return {
    ...pictureSizeOf(args, 'size'),
    ...(framesPerSecond !== undefined && { framesPerSecond }),
    ...(qpMin !== undefined && { qpMin }),
    ...(keyFrameInterval !== undefined && { keyFrameInterval }),
    ...encoderArgsOf(args),
  };
}

export function encoderArgsOf(args: Arguments): { readonly encoderArgs?: readonly string[] } {
  const text = args.text('encoder-args');
  return text === undefined ? {} : { encoderArgs: typedWords(text) };
}
