/** Where a command receives from: what was typed, made into an open receiver. */

import {
  findDescribedStream,
  isMulticast,
  loadDescription,
  openReceiver,
  type FrameOf,
  type Receiver,
  type ReceiverOptions,
  type RtcpOptions,
} from '../../node/index.js';
import { parseHostOption, parseListeningPlace } from '../arguments/address-argument.js';
import { MEDIUM_DEFAULTS, soundPortOf, type CodecOf, type Medium } from '../arguments/medium.js';
import { integerOf } from '../arguments/number-argument.js';
import { defaultLayout, RTCP_OPTION, rtcpLayoutOf } from '../arguments/rtcp-layout.js';
import type { Arguments, OptionRow, Positional } from '../command.js';
import { UsageError } from '../usage-error.js';

/** @param ports those that are meant when none is typed */
export function receptionPositional(ports: string): Positional {
  return { name: 'DESCRIPTION|:PORT', help: `SDP, caps (file or http://…) or [GROUP]:PORT; default ${ports}` };
}

/** @param latencyMs its default */
export function receptionOptions(latencyMs: number): readonly OptionRow[] {
  return [
    { name: 'latency', value: 'MS', help: 'delay that lets late packets come', default: `${latencyMs}` },
    { name: 'port', value: 'PORT', help: 'another than that of the description' },
    { name: 'payload-type', value: 'N', help: 'only this one; default any from 96 to 127' },
    { name: 'interface', value: 'ADDRESS', help: 'of this host, to hear multicast on' },
    RTCP_OPTION,
    { name: 'once', help: 'end when the sender has ended' },
    { name: 'rtcp-to', value: 'HOST[:PORT]', help: 'reports go there, not to who sends' },
  ];
}

/** What was typed of where to receive from. */
export interface ReceptionPlace {
  /** SDP or caps text. */
  readonly description?: string;
  /** A multicast group, or an address of ours. */
  readonly host?: string;
  /** Of RTP; left out, that of the description, or the default of the medium. */
  readonly port?: number;
}

/**
 * Understands the positional, and loads the description where it names one.
 * @throws UsageError when the port is none, or there are two
 * @throws RtpkitError `ERR_RTPKIT_FILE` or `ERR_RTPKIT_DESCRIPTION` when the description cannot be loaded
 */
export async function readReceptionPlace(args: Arguments, signal: AbortSignal): Promise<ReceptionPlace> {
  const [text] = args.positionals;
  const port = integerOf(args, 'port', 1, 65_535);
  const place: ReceptionPlace | undefined = text === undefined ? {} : parseListeningPlace(text);
  if (place?.port !== undefined && port !== undefined) throw new UsageError(`the port is ${place.port} and ${port}`);
  return {
    ...(place ?? { description: await loadDescription(text!, { signal }) }),
    ...(port !== undefined && { port }),
  };
}

/**
 * Opens the receiver that was asked for.
 * @param together whether picture and sound were typed as one place: sound is awaited further up then
 * @throws UsageError for options that cannot be; what `openReceiver` throws
 */
export async function openReception<const Media extends Medium>(
  medium: Media,
  place: ReceptionPlace,
  args: Arguments,
  together = false,
): Promise<Receiver<FrameOf<CodecOf<Media>>>> {
  const networkInterface = args.text('interface');
  const latencyMs = args.number('latency', 0, 60_000);
  const codec: CodecOf<Media> = MEDIUM_DEFAULTS[medium].codec;
  const port = place.port !== undefined && together && medium === 'audio' ? soundPortOf(place.port) : place.port;
  return openReceiver({
    codec,
    latencyMs,
    ...(networkInterface !== undefined && { multicast: { interface: networkInterface } }),
    ...(place.description === undefined
      ? plainOptions(medium, place, args)
      : describedOptions(medium, place.description, args)),
    ...(port !== undefined && { port }),
  });
}

/** All but the codec, which is known better. */
type PlaceOptions = Omit<ReceiverOptions, 'codec'>;

function plainOptions(medium: Medium, { host }: ReceptionPlace, args: Arguments): PlaceOptions {
  const payloadType = integerOf(args, 'payload-type', 0, 127);
  return {
    port: MEDIUM_DEFAULTS[medium].port,
    rtcp: rtcpOptions(args, defaultLayout(host)),
    ...(host !== undefined && (isMulticast(host) ? { group: host } : { host })),
    ...(payloadType !== undefined && { payloadType }),
  };
}

/**
 * Caps tell no port. They are what the original's senders write, which hear reports two ports up; who sends SDP is heard
 * where reports come from (RFC 3550 §11), and that finds our own senders, too.
 */
function describedOptions(medium: Medium, description: string, args: Arguments): PlaceOptions {
  if (args.text('payload-type') !== undefined) {
    throw new UsageError('--payload-type has no place beside a description, which tells it');
  }
  const { codec, port } = MEDIUM_DEFAULTS[medium];
  const areCaps = findDescribedStream(description, codec).port === 0;
  return { description, rtcp: rtcpOptions(args, areCaps ? 'original' : 'adjacent'), ...(areCaps && { port }) };
}

function rtcpOptions(args: Arguments, layout: 'original' | 'adjacent'): RtcpOptions {
  const told = args.text('rtcp-to');
  return {
    ...rtcpLayoutOf(args, layout),
    ...(told !== undefined && { remote: parseHostOption('rtcp-to', told) }),
  };
}
