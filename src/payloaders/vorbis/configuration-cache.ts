/** Configurations by ident, the least recently used forgotten first (RFC 5215 §3.1.1). */

import { equalBytes } from '../../bytes/octets.js';
import { Reject } from '../../errors.js';
import { readPackedHeaders } from './packed-headers.js';
import { parseVorbisConfiguration, type VorbisConfiguration } from './vorbis-configuration.js';

interface CachedConfiguration {
  readonly packedHeaders: Uint8Array;
  readonly configuration: VorbisConfiguration;
}

/** Holds `capacity` configurations, so that a peer that names all 2^24 idents fills nothing. */
export class ConfigurationCache {
  /** In the order of use, the most recent last. */
  readonly #byIdent = new Map<number, CachedConfiguration>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The configuration of `ident`, which is now the most recently used. */
  use(ident: number): VorbisConfiguration | undefined {
    const cached = this.#byIdent.get(ident);
    if (cached === undefined) return undefined;
    this.#byIdent.delete(ident);
    this.#byIdent.set(ident, cached);
    return cached.configuration;
  }

  /**
   * Takes a configuration; the octets are kept. One that is known already, which is nearly every repeat, is compared and
   * not read again. Another one under the same ident replaces the old: FFmpeg gives every configuration the ident fecdba.
   */
  add(ident: number, packedHeaders: Uint8Array): VorbisConfiguration | Reject {
    const known = this.#byIdent.get(ident);
    if (known !== undefined && equalBytes(known.packedHeaders, packedHeaders)) return this.use(ident)!;
    const headers = readPackedHeaders(packedHeaders);
    if (headers instanceof Reject) return headers;
    const configuration = parseVorbisConfiguration(headers);
    if (configuration instanceof Reject) return configuration;
    this.#byIdent.delete(ident);
    this.#byIdent.set(ident, { packedHeaders, configuration });
    const [oldest] = this.#byIdent.keys();
    if (this.#byIdent.size > this.#capacity) this.#byIdent.delete(oldest!);
    return configuration;
  }
}
