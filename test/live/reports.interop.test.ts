import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readUint16, readUint32 } from '../../src/bytes/big-endian.js';
import {
  atFrameRate,
  atLivePace,
  openReceiver,
  openSender,
  openUdpProxy,
  Reject,
  type ReceiverReportReceived,
} from '../../src/node/index.js';
import { parseCompoundPacket, type ReportBlock, type RtcpPacket, type SenderReport } from '../../src/rtcp/index.js';
import { clipUnits } from '../peers/clip.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { RtpbinPeer, type SourceStats } from '../peers/rtpbin-peer.js';
import { listed, sendAll } from '../peers/streams.js';
import { ReferenceSource } from '../session/rfc-3550-reference.js';

const host = '127.0.0.1';
const CLOCK_RATE = 90_000;
/** Both ends report several times a second. */
const OURS = { bandwidth: 2_000_000, reducedMinimum: true, regularIntervalMs: 0 };
const THEIRS = { session: { bandwidth: 2_000_000, 'rtcp-min-interval': 200_000_000 } };
/** The bottleneck makes the jitter: what is reordered at the beginning would be counted from elsewhere. */
const LINK = { seed: 11, delayMs: 15, rate: { bitsPerSecond: 3_000_000 }, loss: 0.05 };
/**
 * The way there and back, of RTCP without jitter; two programs and the proxy take less than the rest. What a busy machine holds up
 * for longer, and measures right, is not what is waited for.
 */
const LEAST_ROUND_TRIP_MS = 30;
const MOST_ROUND_TRIP_MS = 200;
/** In ticks, a millisecond: measured is less than one tick; a receiver reads what has come a little after the proxy has let it go. */
const JITTER_TOLERANCE = CLOCK_RATE / 1000;

/** What the proxy delivers, as RFC 3550's own code counts it. */
class Witness {
  readonly reports: RtcpPacket[] = [];
  source: ReferenceSource | undefined;
  /** By sequence number, after that packet. */
  readonly jitters = new Map<number, number>();

  readonly see = (bytes: Uint8Array): void => {
    if (bytes[1]! >= 200 && bytes[1]! <= 207) {
      const packets = parseCompoundPacket(bytes);
      expect(packets).not.toBeInstanceOf(Reject);
      this.reports.push(...(packets as RtcpPacket[]));
      return;
    }
    const sequenceNumber = readUint16(bytes, 2);
    this.source ??= new ReferenceSource(sequenceNumber);
    this.source.updateSeq(sequenceNumber);
    this.source.updateJitter((performance.now() * CLOCK_RATE) / 1000, readUint32(bytes, 4));
    this.jitters.set(sequenceNumber, this.source.jitter);
  };

  /** The sender report of this NTP time, as JSON carries 64 bits: rounded to 53. */
  reportAt(ntpTime: unknown): SenderReport | undefined {
    const reports = this.reports.filter((packet) => packet.type === 'sender-report');
    return reports.find(({ ntpTimestamp: { seconds, fraction } }) => seconds * 2 ** 32 + fraction === ntpTime);
  }

  blocksAbout(ssrc: number): ReportBlock[] {
    return this.reports.flatMap((packet) =>
      packet.type === 'sender-report' || packet.type === 'receiver-report'
        ? packet.reportBlocks.filter((block) => block.ssrc === ssrc)
        : [],
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}

/** What `measure` says most of the time, for a second: in a single moment a delivery may wait to be read, or have waited. */
async function usually(measure: () => number): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < 21; count++) {
    values.push(measure());
    await delay(50);
  }
  return median(values);
}

/** A report block in the words of GStreamer, which has sent (`sent-rb-`) or heard (`rb-`) it. */
function asSourceStats(block: ReportBlock, prefix: 'rb-' | 'sent-rb-'): SourceStats {
  return {
    [`${prefix}fractionlost`]: block.fractionLost,
    [`${prefix}packetslost`]: block.cumulativeLost,
    [`${prefix}exthighestseq`]: block.extendedHighestSequenceNumber,
    [`${prefix}jitter`]: block.interarrivalJitter,
    [`${prefix}lsr`]: block.lastSenderReport,
    [`${prefix}dlsr`]: block.delaySinceLastSenderReport,
  };
}

function isRoundTrip(roundTripMs: number): boolean {
  return roundTripMs >= LEAST_ROUND_TRIP_MS - 1 && roundTripMs < MOST_ROUND_TRIP_MS;
}

describe.each(['AVP', 'AVPF'] as const)('RFC 3550 §6.4 reports between rtpbin and us, profile %s', (profile) => {
  it('are right about what it sends: it hears our blocks field by field, and counts what its own reports say', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const witness = new Witness();
    await using proxy = await openUdpProxy({
      to: `${host}:${port}`,
      rtcpBackTo: `${host}:${rtcpPort}`,
      there: LINK,
      back: { seed: 12, delayMs: 15 },
      onDelivered: witness.see,
    });
    await using receiver = await openReceiver({ host, port: port!, codec: 'H264', rtcp: { ...OURS, profile } });
    const sent: SenderReport[] = [];
    receiver.events.on('report', (event) => event.kind === 'sender' && sent.push(event.report));
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin rtp-profile=${profile.toLowerCase()}
      videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=60/1
      ! x264enc tune=zerolatency bitrate=2000 ! rtph264pay mtu=300 ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=${host} port=${proxy.ports.rtp} sync=false
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${proxy.ports.rtcp} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`,
      THEIRS,
    );
    const heard = await peer.waitForSource(
      'receiver report of 20 losses with a round trip',
      (source) => Number(source['rb-packetslost']) >= 20 && isRoundTrip(Number(source['rb-round-trip']) / 65.536),
    );
    const media = Number(heard['rb-ssrc']);
    const blocks = witness.blocksAbout(media);
    // Two blocks may be as late after the same report, of which the packets in between differ.
    const block = blocks
      .map((candidate) => asSourceStats(candidate, 'rb-'))
      .find((fields) => ['rb-dlsr', 'rb-exthighestseq'].every((name) => fields[name] === heard[name]));
    expect(heard).toMatchObject(block!);

    const stream = receiver.endpoint.session.incoming.get(media)!;
    const truth = witness.source!;
    const lossApart = (): number => Math.abs(stream.statistics.packetsLost - truth.report().cumulativeLost);
    const jitterApart = (): number => Math.abs(stream.statistics.jitter * CLOCK_RATE - truth.jitter);
    expect(await usually(lossApart)).toBeLessThanOrEqual(2);
    expect(await usually(jitterApart)).toBeLessThan(JITTER_TOLERANCE);

    const own = peer.events.flatMap(({ sources = [] }) => sources.filter(({ ssrc }) => ssrc === media));
    const reported = sent.filter(({ senderPacketCount }) => senderPacketCount <= Number(own.at(-1)!['packets-sent']));
    expect(reported.length).toBeGreaterThan(2);
    for (const { senderPacketCount, senderOctetCount } of reported) {
      const later = own.findIndex((source) => Number(source['packets-sent']) >= senderPacketCount);
      expect(senderOctetCount).toBeLessThanOrEqual(Number(own[later]!['octets-sent']));
      expect(senderOctetCount).toBeGreaterThanOrEqual(Number(own[later - 1]?.['octets-sent'] ?? 0));
    }
    expect(receiver.endpoint.session.statistics.rejects).toEqual({});
  });

  it('tell of what we send: it believes our counts, and we its blocks field by field', async () => {
    const [theirPort, ourPort] = await freePortPairs(2);
    const ourRtcpPort = ourPort! + 1;
    const witness = new Witness();
    await using proxy = await openUdpProxy({
      to: `${host}:${theirPort}`,
      there: LINK,
      onDelivered: witness.see,
    });
    await using back = await openUdpProxy({ to: `${host}:${ourRtcpPort - 1}`, there: { seed: 12, delayMs: 15 } });
    const caps = 'application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96';
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin rtp-profile=${profile.toLowerCase()} udpsrc port=${theirPort} caps="${caps}" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay ! fakesink async=false udpsrc port=${theirPort! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${back.ports.rtcp} sync=false async=false`,
      THEIRS,
    );
    await untilPairIsTaken(theirPort!);
    await using sender = await openSender({
      to: `${host}:${proxy.ports.rtp}`,
      codec: 'H264',
      mtu: 300,
      rtcpPort: ourRtcpPort,
      rtcp: { ...OURS, profile },
    });
    const reports: ReceiverReportReceived[] = [];
    sender.events.on('report', (event) => event.kind === 'receiver' && reports.push(event));
    await sendAll(sender, atLivePace(atFrameRate(listed(clipUnits(120).map((bytes) => ({ bytes }))), 60), CLOCK_RATE));
    const isFinal = (candidate: SourceStats): boolean =>
      candidate['sr-packet-count'] === sender.stream.statistics.packetsSent &&
      Number(candidate['sent-rb-exthighestseq']) % 65_536 === witness.source!.maxSeq;
    const answerTo = (source: SourceStats): ReceiverReportReceived | undefined =>
      reports.find(
        ({ report, roundTripMs = 0 }) =>
          report.delaySinceLastSenderReport === source['sent-rb-dlsr'] && isRoundTrip(roundTripMs),
      );
    const source = await peer.waitForSource(
      'all that we have sent in our report, and one of its own after it that we have heard',
      (candidate) => isFinal(candidate) && answerTo(candidate) !== undefined,
    );
    const answer = answerTo(source)!;
    const { ssrc, senderOctetCount, rtpTimestamp } = witness.reportAt(source['sr-ntptime'])!;
    expect(source).toMatchObject({ ssrc, 'sr-octet-count': senderOctetCount, 'sr-rtptime': rtpTimestamp });
    expect(source['sdes-cname']).toBe(sender.endpoint.cname);
    expect(senderOctetCount).toBe(sender.stream.statistics.bytesSent);

    expect(source).toMatchObject(asSourceStats(answer.report, 'sent-rb-'));
    expect(sender.stream.statistics.remote!.roundTripTime! * 1000).toBeCloseTo(reports.at(-1)!.roundTripMs!, 3);

    const truth = witness.source!;
    expect(truth.report().cumulativeLost).toBeGreaterThan(20);
    expect(Math.abs(answer.report.cumulativeLost - truth.report().cumulativeLost)).toBeLessThanOrEqual(2);
    const jittersApart = reports.map(({ report: { extendedHighestSequenceNumber, interarrivalJitter } }) =>
      Math.abs(interarrivalJitter - witness.jitters.get(extendedHighestSequenceNumber & 0xffff)!),
    );
    expect(median(jittersApart)).toBeLessThan(JITTER_TOLERANCE);
    expect(sender.endpoint.session.statistics.rejects).toEqual({});
  });
});
