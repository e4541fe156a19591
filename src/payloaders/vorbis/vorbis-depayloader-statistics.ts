/** What a Vorbis depayloader counts: each thing that could not be used has one name. */

export type VorbisDepayloaderStatistics = {
  /** Audio packets handed out. */
  packets: number;
  /** Configurations read from the description and in-band, repeats included. */
  configurations: number;
  /** Legacy comment payloads, accepted and not used (RFC 5215 §3.3). */
  commentPayloads: number;
  /** Payloads with the reserved data type, ignored (§2.2). */
  reservedPayloads: number;
  /** Payloads whose header, count or lengths contradict their size. */
  malformedPayloads: number;
  malformedConfigurations: number;
  /** Fragments whose start was lost or did not match them. */
  orphanFragments: number;
  /** Fragmented packets begun and given up: an end was lost, or they outgrew the bound. */
  incompletePackets: number;
  /** Audio packets that came before the configuration of their ident. */
  unknownIdents: number;
  /** Those of them that did not get out. */
  unknownIdentsDropped: number;
  /** Packets that their configuration does not know as audio. */
  notAudio: number;
  /** RTP timestamps more than one sample away from where the packets before them end. */
  timestampMismatches: number;
  /** Payloads with the sequence number of the one before. */
  duplicatePackets: number;
};

/** All counters at zero. */
export function noStatistics(): VorbisDepayloaderStatistics {
  return {
    packets: 0,
    configurations: 0,
    commentPayloads: 0,
    reservedPayloads: 0,
    malformedPayloads: 0,
    malformedConfigurations: 0,
    orphanFragments: 0,
    incompletePackets: 0,
    unknownIdents: 0,
    unknownIdentsDropped: 0,
    notAudio: 0,
    timestampMismatches: 0,
    duplicatePackets: 0,
  };
}
