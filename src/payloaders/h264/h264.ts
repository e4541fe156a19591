/** The payload format H264 as one value (RFC 6184). */

import { Reject } from '../../errors.js';
import type { PayloadFormat } from '../payload-format.js';
import type { AccessUnit } from './access-unit.js';
import { H264_CLOCK_RATE, parsePacketizationMode } from './format-parameters.js';
import { H264Depayloader, type H264DepayloaderOptions } from './h264-depayloader.js';
import { H264Payloader, type H264PayloaderOptions } from './h264-payloader.js';

export const h264: PayloadFormat<AccessUnit, H264PayloaderOptions, H264DepayloaderOptions> = {
  encodingName: 'H264',
  mediaType: 'video',
  clockRate: H264_CLOCK_RATE,
  specification: 'RFC 6184',
  createPayloader: (sink, options) => new H264Payloader(sink, options),
  createDepayloader: (onFrame, parameters, options) => new H264Depayloader(onFrame, parameters, options),
  rejectParameters(parameters) {
    const mode = parsePacketizationMode(parameters);
    return mode instanceof Reject ? mode : undefined;
  },
};
