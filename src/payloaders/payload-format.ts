/** A payload format as one value: everything the session and the descriptions need to know about a codec. */

import type { Reject } from '../errors.js';
import type { Depayloader, MediaFrame, PayloadView } from './depayloader.js';
import type { FormatParameters } from './format-parameters.js';
import type { PacketSink, Payloader } from './payloader.js';

/** One codec. `PayloaderOptions` and `DepayloaderOptions` may always be left out. */
export interface PayloadFormat<
  Frame extends MediaFrame = MediaFrame,
  PayloaderOptions extends object = object,
  DepayloaderOptions extends object = object,
> {
  /** The encoding name of `a=rtpmap` in its registered spelling, such as `H264`; compared without regard to case. */
  readonly encodingName: string;
  readonly mediaType: 'audio' | 'video';
  /** Ticks per second; `undefined` where it depends on the stream. */
  readonly clockRate: number | undefined;
  /**
   * The ticks per second that a payload tells by itself; any octets are taken. Asked of packets as they arrive, while nothing
   * else has told: the depayloader gets them in sequence, and what it has learnt counts for more. Absent where none tells.
   */
  clockRateIn?(payload: PayloadView): number | undefined;
  /** The document that defines the payload, such as `RFC 6184`. */
  readonly specification: string;
  createPayloader(sink: PacketSink, options?: PayloaderOptions): Payloader;
  /**
   * @param parameters the `a=fmtp` parameters of the description, when there is one
   */
  createDepayloader(
    onFrame: (frame: Frame) => void,
    parameters?: FormatParameters,
    options?: DepayloaderOptions,
  ): Depayloader;
  /** Says why the parameters cannot be used, or `undefined` when they can. */
  rejectParameters(parameters: FormatParameters): Reject | undefined;
}
