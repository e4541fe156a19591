// The truth about one stream: which frames were sent, which of their packets arrived, and whether they came out.
import { parseRtpPacket, Reject } from '../../dist/node.js';

/** Reordering and jitter are over by then, and every buffer has let go. */
const SETTLED_MS = 5000;

/** Keeps what is younger than that alone: a soak of any length takes the same memory. */
export class FrameLedger {
  /** By RTP timestamp, in the order of sending. */
  #frames = new Map();
  #beganMs;
  counts = { sent: 0, whole: 0, missing: 0, damaged: 0, out: 0 };

  /** A frame is given to the sender: it will be packets of this timestamp. */
  given(nowMs, timestamp) {
    const entry = this.#frames.get(timestamp) ?? {
      sentMs: nowMs,
      given: 0,
      out: 0,
      sent: new Set(),
      arrived: new Set(),
    };
    entry.given++;
    this.#frames.set(timestamp, entry);
    this.counts.sent++;
  }

  /** A datagram on the wire, before (`sent`) or after (`arrived`) what may lose it. */
  seen(where, datagram) {
    const packet = parseRtpPacket(datagram);
    if (packet instanceof Reject) return;
    this.#frames.get(packet.timestamp)?.[where].add(packet.sequenceNumber);
  }

  /** A frame has come out. */
  out(nowMs, { rtpTimestamp, frame }) {
    this.#beganMs ??= this.#frames.get(rtpTimestamp)?.sentMs;
    this.counts.out++;
    if (frame.complete === false) this.counts.damaged++;
    const entry = this.#frames.get(rtpTimestamp);
    if (entry !== undefined) entry.out++;
    this.settle(nowMs - SETTLED_MS);
  }

  /** Of frames sent until then, those that came whole and not out are missing; those from before the first do not count. */
  settle(untilMs) {
    for (const [timestamp, { sentMs, given, out, sent, arrived }] of this.#frames) {
      if (sentMs > untilMs) return;
      this.#frames.delete(timestamp);
      if (sentMs < this.#beganMs || sent.size === 0 || arrived.size < sent.size) continue;
      this.counts.whole += given;
      this.counts.missing += Math.max(0, given - out);
    }
  }
}
