/** The attributes of session descriptions. */

export { formatFormatParameters, parseFormatParameters } from './format-parameters.js';
export { SDP_ATTRIBUTES } from './registry.js';
export type { SdpAttribute } from './sdp-attribute.js';
