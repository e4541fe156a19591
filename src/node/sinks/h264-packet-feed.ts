/** Access units as RTP packets on a pipe: with the marker bit a decoder knows that one is whole, 1 ms after it was written. */

import { H264Payloader, type AccessUnit, type ParameterSets } from '../../payloaders/h264/index.js';
import { completedUnit } from './completed-unit.js';
import { NO_OCTETS, type Feed } from './feed.js';
import { RtpStreamWriter } from './rtp-stream-writer.js';

export class H264PacketFeed implements Feed<AccessUnit> {
  readonly #parameterSets: ParameterSets;
  readonly #writer = new RtpStreamWriter();
  /** With lengths: start codes that a sender has hidden in a NAL unit would make other units of it. */
  readonly #payloader = new H264Payloader(this.#writer.sink, { inputFormat: 'avc' });

  /** @param parameterSets of the stream; outlive the feed */
  constructor(parameterSets: ParameterSets) {
    this.#parameterSets = parameterSets;
  }

  octetsOf(unit: AccessUnit, presentationMs: number): Uint8Array {
    const decodable = completedUnit(unit, this.#parameterSets);
    if (decodable.nalUnits.length === 0) return NO_OCTETS;
    this.#payloader.push(decodable.toAvc(), this.#writer.ticksAt(presentationMs));
    return this.#writer.take();
  }

  end(): Uint8Array {
    return NO_OCTETS;
  }
}
