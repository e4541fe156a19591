/** Sends what was received on to another host, as a stream of its own: what was lost on the way here is no damage there. */

import type { RtpkitError } from '../../errors.js';
import type { AccessUnit } from '../../payloaders/h264/index.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { Sender } from '../endpoint/sender.js';
import type { MediaSink } from '../media-sink.js';
import { formatHostAndPort } from '../sockets/host-and-port.js';
import { ContinuousTicks } from './continuous-ticks.js';

/** SSRC, sequence numbers and reports are the sender's own, and go on when the source restarts; times are those of the media. */
export class NetworkSink implements MediaSink<AccessUnit> {
  readonly name: string;
  readonly outputDelayMs = 0;
  /** A network does not go away. */
  readonly ended: Promise<RtpkitError> = new Promise(() => undefined);
  readonly #sender: Sender;
  readonly #ticks: ContinuousTicks;
  #framesDropped = 0;

  /** @param sender one of H.264, which is closed with the sink */
  constructor(sender: Sender) {
    const { remote } = sender.endpoint;
    this.name = remote === undefined ? 'the network' : formatHostAndPort(remote);
    this.#sender = sender;
    this.#ticks = new ContinuousTicks(sender.stream.clockRate);
  }

  /** Those of which something was lost on the way here. */
  get framesDropped(): number {
    return this.#framesDropped;
  }

  async write(received: ReceivedFrame<AccessUnit>): Promise<void> {
    const { frame } = received;
    const ticks = this.#ticks.at(received);
    if (frame.complete) await this.#sender.send(frame.toAnnexB(), ticks);
    else this.#framesDropped++;
  }

  close(): Promise<void> {
    return this.#sender.close();
  }
}
