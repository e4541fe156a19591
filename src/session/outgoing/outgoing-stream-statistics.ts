/** What a stream that is sent has counted; named as in the W3C's webrtc-stats where it has a name for the thing. */

import type { ResendStatistics } from '../retransmission/resend-statistics.js';
import type { RemoteInboundStatistics } from './remote-inbound.js';

export interface OutgoingStreamStatistics extends ResendStatistics {
  /** Those that were sent again included. */
  readonly packetsSent: number;
  /** Octets of payload in these. */
  readonly bytesSent: number;
  readonly framesSent: number;
  /** Picture loss indications and full intra requests of its receivers, throttled ones included. */
  readonly pliCount: number;
  readonly firCount: number;
  /** How the receiver heard last describes the stream; absent until one has come. */
  readonly remote: RemoteInboundStatistics | undefined;
}
