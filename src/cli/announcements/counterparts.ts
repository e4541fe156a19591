/** What to type at the other end of a stream: lines for rtpkit, GStreamer and FFmpeg that run as they are printed. */

import { formatHostAndPort, isMulticast, type Address } from '../../node/index.js';
import { MEDIUM_DEFAULTS, type Medium } from '../arguments/medium.js';
import { shellLine, shellWord } from './shell-word.js';

/** A stream on its way, as its two ends have to agree on it. */
export interface CounterpartStream {
  readonly codec: 'H264' | 'VORBIS';
  /** Where RTP goes: the receiver, or a multicast group. */
  readonly to: Address;
  /** Where reports go that come with it; default the next port. The port of `to` itself means RTP and RTCP on one port. */
  readonly rtcpTo?: Address;
  /** Where the sender hears reports; left out, a receiver sends none. */
  readonly rtcpBack?: Address;
  /** Default 96. */
  readonly payloadType?: number;
  /** Of Vorbis; default 44100. */
  readonly clockRate?: number;
  /** Path or `http://` address of a description of the stream, as SDP. */
  readonly sdp?: string;
  /** The same as GStreamer caps. */
  readonly caps?: string;
  /** Where the configuration of Vorbis is, for a sender that does not send it in-band. */
  readonly configuration?: ConfigurationPlace;
}

/** A file that GStreamer reads the configuration from: caps, or the n-th stream of an SDP, from 0. */
export type ConfigurationPlace =
  | { readonly form: 'caps'; readonly path: string }
  | { readonly form: 'sdp'; readonly path: string; readonly index: number };

export interface Counterpart {
  readonly program: 'rtpkit' | 'gst-launch-1.0' | 'ffplay' | 'ffmpeg';
  /** As typed in a shell. */
  readonly line: string;
}

/** Everything that goes over the network has one of these parts. */
interface CodecWords {
  readonly medium: Medium;
  /** The port that commands of rtpkit take when none is typed. */
  readonly port: number;
  readonly clockRate: number;
  readonly latencyMs: number;
  /** From RTP to eye or ear. */
  readonly output: string;
  /** From a test source to RTP; `RATE` stands for the sample rate. */
  readonly input: string;
}

const VIDEO: CodecWords = {
  medium: 'video',
  port: MEDIUM_DEFAULTS.video.port,
  clockRate: 90_000,
  latencyMs: MEDIUM_DEFAULTS.video.latencyMs,
  output: 'rtph264depay ! avdec_h264 ! videoconvert ! autovideosink sync=false',
  input:
    'videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 ' +
    '! x264enc qp-min=18 tune=zerolatency key-int-max=60 ! rtph264pay config-interval=-1',
};

// GStreamer's rtpvorbisdepay loses a whole packet of RTP after each gap: max-ptime keeps them small.
const AUDIO: CodecWords = {
  medium: 'audio',
  port: MEDIUM_DEFAULTS.audio.port,
  clockRate: 44_100,
  latencyMs: MEDIUM_DEFAULTS.audio.latencyMs,
  output: 'rtpvorbisdepay ! vorbisdec ! audioconvert ! audioresample ! autoaudiosink',
  input:
    'audiotestsrc is-live=true ! audio/x-raw,rate=RATE,channels=2 ! vorbisenc ' +
    '! rtpvorbispay config-interval=1 max-ptime=100000000',
};

/** What receives the stream and reports back, rtpkit first; `ffplay` where there is an SDP for it to read. */
export function receivingCounterparts(stream: CounterpartStream): Counterpart[] {
  const { sdp } = stream;
  return [
    { program: 'rtpkit', line: rtpkitReceives(stream) },
    { program: 'gst-launch-1.0', line: gstreamerReceives(stream) },
    ...(sdp === undefined ? [] : [{ program: 'ffplay', line: ffplayReceives(sdp) } as const]),
  ];
}

/** What sends such a stream, a test picture or tone where it is a line of others, and hears reports. */
export function sendingCounterparts(stream: CounterpartStream): Counterpart[] {
  return [
    { program: 'rtpkit', line: rtpkitSends(stream) },
    { program: 'gst-launch-1.0', line: gstreamerSends(stream) },
    // FFmpeg sends the configuration of Vorbis in its SDP alone, which it prints only then.
    ...(stream.codec === 'VORBIS' ? [] : [{ program: 'ffmpeg', line: ffmpegSends(stream) } as const]),
  ];
}

function rtpkitReceives(stream: CounterpartStream): string {
  const { codec, to, sdp, caps } = stream;
  const { medium, port } = wordsOf(codec);
  const description = sdp ?? caps;
  if (description !== undefined) return shellLine(['rtpkit', `recv-${medium}`, description]);
  const where = isMulticast(to.host) ? [formatHostAndPort(to)] : to.port === port ? [] : [`:${to.port}`];
  return shellLine(['rtpkit', `recv-${medium}`, ...where, ...layoutWords(stream)]);
}

function rtpkitSends(stream: CounterpartStream): string {
  const { codec, to } = stream;
  const { medium, port } = wordsOf(codec);
  const where = to.port === port ? to.host : formatHostAndPort(to);
  return shellLine(['rtpkit', `send-${medium}`, '--to', where, ...layoutWords(stream)]);
}

/**
 * What our commands have to be told where reports take other ports than in the original: there the next one, back the one after.
 * In a group all hear all on the next one.
 */
function layoutWords(stream: CounterpartStream): string[] {
  const { to, rtcpBack } = stream;
  if (rtcpOf(stream).port === to.port) return ['--rtcp', 'mux'];
  if (isMulticast(to.host)) return [];
  return rtcpBack === undefined || rtcpBack.port === to.port + 2 ? [] : ['--rtcp', 'adjacent'];
}

function gstreamerReceives(stream: CounterpartStream): string {
  const { codec, to, rtcpBack, configuration } = stream;
  const { latencyMs, output } = wordsOf(codec);
  const latency = `latency=${latencyMs}`;
  if (configuration?.form === 'sdp') {
    const { path, index } = configuration;
    const source = ['gst-launch-1.0', 'filesrc', `location=${path}`, '!', 'sdpdemux', 'name=sdp', latency];
    return shellLine([...source, `sdp.stream_${index}`, '!', ...split(output)]);
  }
  const rtcpTo = rtcpOf(stream);
  const source = shellLine([...split(`gst-launch-1.0 rtpbin name=rtpbin ${latency}`), ...udpSource(to)]);
  const others = [
    ...split(`! rtpbin.recv_rtp_sink_0 rtpbin. ! ${output}`),
    ...(rtcpTo.port === to.port ? [] : [...udpSource(rtcpTo), ...split('! rtpbin.recv_rtcp_sink_0')]),
    ...(rtcpBack === undefined ? [] : reports(rtcpBack)),
  ];
  return `${source} ${capsWord(stream)} ${shellLine(others)}`;
}

/** A configuration has thousands of letters: the shell puts them in. */
function capsWord({ codec, clockRate, payloadType, configuration }: CounterpartStream): string {
  if (configuration?.form === 'caps') return `caps="$(cat ${shellWord(configuration.path)})"`;
  const words = wordsOf(codec);
  const payload = payloadType === undefined ? '' : `,payload=${payloadType}`;
  const rate = clockRate ?? words.clockRate;
  return `caps=application/x-rtp,media=${words.medium},clock-rate=${rate},encoding-name=${codec}${payload}`;
}

function gstreamerSends(stream: CounterpartStream): string {
  const { codec, to, rtcpBack, payloadType } = stream;
  const payload = payloadType === undefined ? '' : ` pt=${payloadType}`;
  const words = wordsOf(codec);
  const input = words.input.replace('RATE', `${stream.clockRate ?? words.clockRate}`);
  return shellLine([
    ...split(`gst-launch-1.0 rtpbin name=rtpbin ${input}${payload} ! rtpbin.send_rtp_sink_0`),
    ...split('rtpbin.send_rtp_src_0 !'),
    ...udpSink(to),
    ...reports(rtcpOf(stream)),
    ...(rtcpBack === undefined ? [] : split(`udpsrc port=${rtcpBack.port} ! rtpbin.recv_rtcp_sink_0`)),
  ]);
}

/** Reports are few: a sink that waited for the first one would keep the pipeline from starting. */
function reports(to: Address): string[] {
  return [...split('rtpbin.send_rtcp_src_0 !'), ...udpSink(to), ...split('sync=false async=false')];
}

function ffplayReceives(sdp: string): string {
  const carriers = /^http:/i.test(sdp) ? 'http,tcp' : 'file';
  return shellLine(['ffplay', '-protocol_whitelist', `${carriers},udp,rtp`, '-i', sdp]);
}

function ffmpegSends(stream: CounterpartStream): string {
  const { to, rtcpBack, payloadType = 96 } = stream;
  const back = rtcpBack === undefined ? '' : `&localrtcpport=${rtcpBack.port}`;
  return shellLine([
    ...split('ffmpeg -re -f lavfi -i testsrc=size=320x240:rate=30 -pix_fmt yuv420p'),
    ...split(`-c:v libx264 -tune zerolatency -g 60 -f rtp -payload_type ${payloadType}`),
    `rtp://${formatHostAndPort(to)}?rtcpport=${rtcpOf(stream).port}${back}`,
  ]);
}

function wordsOf(codec: CounterpartStream['codec']): CodecWords {
  return codec === 'H264' ? VIDEO : AUDIO;
}

function rtcpOf({ to, rtcpTo }: CounterpartStream): Address {
  return rtcpTo ?? { host: to.host, port: to.port + 1 };
}

/** Hears every address of the host, unless it is a group. */
function udpSource({ host, port }: Address): string[] {
  const address = isMulticast(host) ? host : host.includes(':') ? '::' : undefined;
  return ['udpsrc', ...(address === undefined ? [] : [`address=${address}`]), `port=${port}`];
}

function udpSink({ host, port }: Address): string[] {
  return ['udpsink', `host=${host}`, `port=${port}`];
}

/** The words of a text of ours; what others have written is a word of its own. */
function split(text: string): string[] {
  return text.split(' ');
}
