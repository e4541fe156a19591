/** Runs `rtpbin_peer.py`: a live GStreamer pipeline whose signals and statistics can be waited for. */

import { fileURLToPath } from 'node:url';
import { JsonPeer, PYTHON, type JsonPeerEvent, type SourceStats } from './json-peer.js';

const SCRIPT = fileURLToPath(new URL('rtpbin_peer.py', import.meta.url));

export type { SourceStats } from './json-peer.js';

export interface PeerEvent extends JsonPeerEvent {
  readonly ssrc?: number;
  readonly checksum?: string;
  readonly sink?: string;
  readonly jitterbuffers?: readonly SourceStats[];
  /** What transport-wide feedback has told. */
  readonly transport?: SourceStats;
  /** Of rtprtxsend or rtprtxreceive. */
  readonly retransmission?: readonly SourceStats[];
  /** Of a description, by the names of GStreamer, such as `cname`. */
  readonly items?: Readonly<Record<string, string>>;
  /** Of a goodbye. */
  readonly reason?: string;
  /** Of feedback: payload type and format number, both as in the packet. */
  readonly kind?: readonly [payloadType: number, messageType: number];
  readonly mediaSsrc?: number;
}

export interface RtpbinPeerOptions {
  /** Properties of the RTP session, as GStreamer names them. */
  readonly session?: Readonly<Record<string, number | boolean>>;
  /**
   * The payload type of the retransmission stream by that of the original. The pipeline then has an element `media` that ends
   * in nothing: a payloader, or the udpsrc of RTP.
   */
  readonly retransmission?: Readonly<Record<number, number>>;
}

export class RtpbinPeer extends JsonPeer<PeerEvent> {
  /** @param pipeline a gst-launch description with `rtpbin name=rtpbin` in it */
  constructor(pipeline: string, options: RtpbinPeerOptions = {}) {
    const oneLine = pipeline.replaceAll(/\s+/g, ' ').trim();
    super(PYTHON, [SCRIPT, oneLine, JSON.stringify(options)]);
  }

  /** Waits until the stream has ended in the sink of this name. */
  async waitForEndIn(sink: string, timeoutMs?: number): Promise<void> {
    await this.waitFor(`end of stream in ${sink}`, (event) => event.sink === sink, timeoutMs);
  }

  override say(command: 'eos' | 'quit'): void {
    super.say(command);
  }
}
