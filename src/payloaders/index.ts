/** What payload formats have in common, and the list of them; each codec has an index of its own. */

export { ArraySink, type CollectedPayload } from './array-sink.js';
export type { Depayloader, MediaFrame, PayloadView } from './depayloader.js';
export type { FormatParameters } from './format-parameters.js';
export type { PayloadFormat } from './payload-format.js';
export type { Payloader, PacketSink } from './payloader.js';
export { findPayloadFormat, payloadFormats } from './registry.js';
