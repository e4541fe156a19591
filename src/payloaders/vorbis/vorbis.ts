/** The payload format VORBIS as one value (RFC 5215). */

import type { PayloadFormat } from '../payload-format.js';
import { announcedClockRate } from './announced-clock-rate.js';
import { rejectVorbisFormatParameters } from './format-parameters.js';
import { VorbisDepayloader, type VorbisDepayloaderOptions } from './vorbis-depayloader.js';
import type { VorbisPacket } from './vorbis-packet.js';
import { VorbisPayloader, type VorbisPayloaderOptions } from './vorbis-payloader.js';

/** The clock rate is the sample rate of the configuration (RFC 5215 §2.1), so that it depends on the stream. */
export const vorbis: PayloadFormat<VorbisPacket, VorbisPayloaderOptions, VorbisDepayloaderOptions> = {
  encodingName: 'vorbis',
  mediaType: 'audio',
  clockRate: undefined,
  clockRateIn: announcedClockRate,
  specification: 'RFC 5215',
  createPayloader: (sink, options) => new VorbisPayloader(sink, options),
  createDepayloader: (onFrame, parameters, options) => new VorbisDepayloader(onFrame, parameters, options),
  rejectParameters: rejectVorbisFormatParameters,
};
