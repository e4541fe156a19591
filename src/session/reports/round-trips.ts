/** Round trips as webrtc-stats count them: the last, and all, added up (RFC 3550 §6.4.1, RFC 3611 §4.5). */

export interface RoundTripStatistics {
  /** The last that could be told, in seconds; `undefined` while none could. */
  readonly roundTripTime: number | undefined;
  /** All that could be told, added up, and how many they were. */
  readonly totalRoundTripTime: number;
  readonly roundTripTimeMeasurements: number;
}

export const NO_ROUND_TRIPS: RoundTripStatistics = {
  roundTripTime: undefined,
  totalRoundTripTime: 0,
  roundTripTimeMeasurements: 0,
};

/** One more, in milliseconds, or none where it could not be told. */
export function addRoundTrip(before: RoundTripStatistics, roundTripMs: number | undefined): RoundTripStatistics {
  const { roundTripTime, totalRoundTripTime, roundTripTimeMeasurements } = before;
  if (roundTripMs === undefined) return { roundTripTime, totalRoundTripTime, roundTripTimeMeasurements };
  return {
    roundTripTime: roundTripMs / 1000,
    totalRoundTripTime: totalRoundTripTime + roundTripMs / 1000,
    roundTripTimeMeasurements: roundTripTimeMeasurements + 1,
  };
}
