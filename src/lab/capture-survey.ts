/** What a capture holds: its streams of RTP, and what RTCP says of them. */

import { Reject } from '../errors.js';
import type { CapturedDatagram } from '../formats/captured-datagram.js';
import { parseCompoundPacket, type RtcpPacket, type SourceDescriptionItem } from '../rtcp/index.js';
import { isRtcp } from '../rtp/demultiplex.js';
import { parseRtpPacket } from '../rtp/rtp-packet.js';
import type { Address } from '../session/address.js';
import { StreamSurvey, type SurveyedStream } from './stream-survey.js';

/** What was heard of a source in RTCP. */
export interface SurveyedSource {
  readonly ssrc: number;
  readonly cname: string | undefined;
  readonly senderReports: number;
  /** Report blocks of others about it. */
  readonly reportsAboutIt: number;
  readonly saidGoodbye: boolean;
  /** Where its own reports go. */
  readonly reportsTo: Address | undefined;
  /** Where those of its receivers go. */
  readonly answersTo: Address | undefined;
}

export interface CaptureSurvey {
  /** All of them. */
  readonly datagrams: number;
  /** Those that were RTCP. */
  readonly rtcpDatagrams: number;
  /** Those of no stream: something else, or single packets. */
  readonly strayDatagrams: number;
  readonly streams: readonly SurveyedStream[];
  readonly sources: readonly SurveyedSource[];
}

/** So many SSRCs are kept apart; the rest is stray. A capture of anything else looks like RTP of many sources. */
const MOST_SOURCES = 256;
/** Fewer packets than this are no stream: other protocols have the version bits of RTP, too. */
const FEWEST_PACKETS = 3;

type MutableSource = { -readonly [Key in keyof SurveyedSource]: SurveyedSource[Key] };

/** Takes the datagrams of a capture in their order, in bounded memory. */
export class CaptureSurveyor {
  readonly #streams = new Map<number, StreamSurvey>();
  readonly #sources = new Map<number, MutableSource>();
  #datagrams = 0;
  #rtcpDatagrams = 0;
  #strayDatagrams = 0;

  push(datagram: CapturedDatagram): void {
    this.#datagrams++;
    if (isRtcp(datagram.payload)) this.#takeRtcp(datagram);
    else this.#takeRtp(datagram);
  }

  result(): CaptureSurvey {
    const streams = [...this.#streams.values()].map((stream) => stream.result());
    const real = streams.filter(({ packets }) => packets >= FEWEST_PACKETS);
    const stray = streams.filter(({ packets }) => packets < FEWEST_PACKETS);
    return {
      datagrams: this.#datagrams,
      rtcpDatagrams: this.#rtcpDatagrams,
      strayDatagrams: stray.reduce((sum, { packets }) => sum + packets, this.#strayDatagrams),
      streams: real,
      sources: [...this.#sources.values()],
    };
  }

  #takeRtp(datagram: CapturedDatagram): void {
    const packet = parseRtpPacket(datagram.payload);
    const known = packet instanceof Reject ? undefined : this.#streams.get(packet.ssrc);
    if (packet instanceof Reject || (known === undefined && this.#streams.size === MOST_SOURCES)) {
      this.#strayDatagrams++;
      return;
    }
    const stream = known ?? new StreamSurvey(packet, datagram);
    this.#streams.set(packet.ssrc, stream);
    stream.push(packet, datagram);
  }

  #takeRtcp(datagram: CapturedDatagram): void {
    const packets = parseCompoundPacket(datagram.payload, { reducedSize: true });
    if (packets instanceof Reject) {
      this.#strayDatagrams++;
      return;
    }
    this.#rtcpDatagrams++;
    const to = { host: datagram.destinationHost, port: datagram.destinationPort };
    for (const packet of packets) this.#note(packet, to);
  }

  #note(packet: RtcpPacket, to: Address): void {
    switch (packet.type) {
      case 'sender-report':
        this.#change(packet.ssrc, (source) => {
          source.senderReports++;
          source.reportsTo = to;
        });
        this.#noteAnswers(packet.reportBlocks, to);
        return;
      case 'receiver-report':
        this.#noteAnswers(packet.reportBlocks, to);
        return;
      case 'source-description':
        for (const { ssrc, items } of packet.chunks) this.#noteName(ssrc, items);
        return;
      case 'goodbye':
        for (const ssrc of packet.ssrcs) this.#change(ssrc, (source) => (source.saidGoodbye = true));
        return;
      default:
    }
  }

  #noteAnswers(blocks: readonly { readonly ssrc: number }[], to: Address): void {
    for (const { ssrc } of blocks) {
      this.#change(ssrc, (source) => {
        source.reportsAboutIt++;
        source.answersTo = to;
      });
    }
  }

  #noteName(ssrc: number, items: readonly SourceDescriptionItem[]): void {
    for (const item of items) {
      if (item.type === 'CNAME') this.#change(ssrc, (source) => (source.cname = item.value));
    }
  }

  #change(ssrc: number, change: (source: MutableSource) => void): void {
    const known = this.#sources.get(ssrc);
    if (known === undefined && this.#sources.size === MOST_SOURCES) return;
    const source = known ?? unheard(ssrc);
    this.#sources.set(ssrc, source);
    change(source);
  }
}

function unheard(ssrc: number): MutableSource {
  return {
    ssrc,
    cname: undefined,
    senderReports: 0,
    reportsAboutIt: 0,
    saidGoodbye: false,
    reportsTo: undefined,
    answersTo: undefined,
  };
}
