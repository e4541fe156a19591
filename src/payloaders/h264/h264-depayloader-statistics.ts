/** What an H.264 depayloader counts: each thing that could not be used has one name. */

export type H264DepayloaderStatistics = {
  /** Access units handed out. */
  accessUnits: number;
  /** Those of them that were not complete. */
  incompleteAccessUnits: number;
  /** Access units of which not one NAL unit could be used. */
  lostAccessUnits: number;
  /** Access units dropped because they had too many octets, packets or NAL units. */
  oversizedAccessUnits: number;
  /** Access units that the marker ended although packets of the same timestamp followed. */
  accessUnitsCutByMarker: number;
  /** Packets that followed a marker with the same timestamp. */
  markerInsideAccessUnit: number;
  /** Fragmented NAL units whose end never came, by loss or because something else began. */
  interruptedNalUnits: number;
  /** Fragments of a NAL unit whose start was not seen. */
  fragmentsWithoutStart: number;
  /** FU-A payloads that are too short, or of a type that does not fit. */
  malformedFragments: number;
  /** STAP-A payloads whose lengths do not fit. */
  malformedAggregates: number;
  /** STAP-B, MTAP16, MTAP24, FU-B and the types without a meaning (RFC 6184 table 1). */
  unsupportedPayloads: number;
  emptyPayloads: number;
  duplicatePackets: number;
  /** SPS and PPS that could not be read, from the description or in-band. */
  invalidParameterSets: number;
};

/** All counters at zero. */
export function noStatistics(): H264DepayloaderStatistics {
  return {
    accessUnits: 0,
    incompleteAccessUnits: 0,
    lostAccessUnits: 0,
    oversizedAccessUnits: 0,
    accessUnitsCutByMarker: 0,
    markerInsideAccessUnit: 0,
    interruptedNalUnits: 0,
    fragmentsWithoutStart: 0,
    malformedFragments: 0,
    malformedAggregates: 0,
    unsupportedPayloads: 0,
    emptyPayloads: 0,
    duplicatePackets: 0,
    invalidParameterSets: 0,
  };
}
