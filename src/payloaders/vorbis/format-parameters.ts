/** The format parameter of Vorbis: `configuration`, packed configurations in base64 (RFC 5215 §6, §7.1). */

import { decodeBase64, encodeBase64 } from '../../bytes/base64.js';
import { Reject } from '../../errors.js';
import type { FormatParameters } from '../format-parameters.js';
import { configurationIdent } from './configuration-ident.js';
import {
  type PackedConfiguration,
  readPackedConfigurations,
  writePackedConfigurations,
} from './packed-configuration.js';
import { packableHeaders, readPackedHeaders } from './packed-headers.js';
import { parseVorbisConfiguration, type VorbisHeaders } from './vorbis-configuration.js';

/**
 * The parameters that describe a stream with these configurations; one is all that FFmpeg reads.
 * @throws RangeError when the identification and setup headers of one are longer than 65 535 octets together
 */
export function vorbisFormatParameters(...configurations: readonly VorbisHeaders[]): FormatParameters {
  const entries = configurations
    .map((configuration) => packableHeaders(configuration))
    .map((headers) => ({ ident: configurationIdent(headers), headers }));
  return { configuration: encodeBase64(writePackedConfigurations(entries)) };
}

/**
 * The configurations of a description, none where the parameter is absent: RFC 5215 §6 requires it, but senders that
 * repeat the configuration in-band do without.
 */
export function parseVorbisFormatParameters(parameters: FormatParameters): PackedConfiguration[] | Reject {
  const text = parameters['configuration'];
  if (text === undefined) return [];
  const bytes = decodeBase64(text);
  return bytes === undefined
    ? new Reject('configuration-not-base64', 0, 'RFC 5215 §6')
    : readPackedConfigurations(bytes);
}

/** Why a description's parameters cannot be used; every configuration in them is read to the end. */
export function rejectVorbisFormatParameters(parameters: FormatParameters): Reject | undefined {
  const configurations = parseVorbisFormatParameters(parameters);
  if (configurations instanceof Reject) return configurations;
  for (const { packedHeaders } of configurations) {
    const headers = readPackedHeaders(packedHeaders);
    const configuration = headers instanceof Reject ? headers : parseVorbisConfiguration(headers);
    if (configuration instanceof Reject) return configuration;
  }
  return undefined;
}
