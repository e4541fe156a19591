/** Counters of the Vorbis depayloader, all present from the start. */

/** What a Vorbis depayloader counts; one reason for each payload or packet that does not come out. */
export class VorbisDepayloaderStatistics {
  [counter: string]: number;

  /** Audio packets handed out. */
  packets = 0;
  /** Configurations read from the description and in-band, repeats included. */
  configurations = 0;
  /** Legacy comment payloads, accepted and not used (RFC 5215 §3.3). */
  commentPayloads = 0;
  /** Payloads with the reserved data type, ignored (§2.2). */
  reservedPayloads = 0;
  /** Payloads whose header, count or lengths contradict their size. */
  malformedPayloads = 0;
  malformedConfigurations = 0;
  /** Fragments whose start was lost or did not match them. */
  orphanFragments = 0;
  /** Fragmented packets begun and given up: an end was lost, or they outgrew the bound. */
  incompletePackets = 0;
  /** Audio packets that came before the configuration of their ident. */
  unknownIdents = 0;
  /** Those of them that did not get out. */
  unknownIdentsDropped = 0;
  /** Packets that their configuration does not know as audio. */
  notAudio = 0;
  /** RTP timestamps more than one sample away from where the packets before them end. */
  timestampMismatches = 0;
  /** Payloads with the sequence number of the one before. */
  duplicates = 0;
}
