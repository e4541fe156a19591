/** Whether what came out is what went in: access unit by access unit and NAL for NAL, packet by packet. */

export interface Comparison {
  readonly sent: number;
  readonly received: number;
  /** Frames that are equal in every octet, and in their place. */
  readonly equal: number;
  /** The first place, from 0, at which the two differ. */
  readonly firstDifference: number | undefined;
}

/** Each frame is the list of the digests of its parts; order counts. */
export function compareFrames(
  sent: readonly (readonly string[])[],
  received: readonly (readonly string[])[],
): Comparison {
  const length = Math.max(sent.length, received.length);
  let equal = 0;
  let firstDifference: number | undefined;
  for (let index = 0; index < length; index++) {
    if (sameParts(sent[index], received[index])) equal++;
    else firstDifference ??= index;
  }
  return { sent: sent.length, received: received.length, equal, firstDifference };
}

/** Nothing sent is no proof of anything. */
export function isPerfect({ sent, received, equal }: Comparison): boolean {
  return sent > 0 && sent === received && received === equal;
}

/** `300 access units sent, 300 received, 300 equal`, and where it went wrong when it did. */
export function describeComparison(comparison: Comparison, noun: string): string {
  const { sent, received, equal, firstDifference } = comparison;
  const counts = `${sent} ${noun} sent, ${received} received, ${equal} equal`;
  return firstDifference === undefined ? counts : `${counts}; the first difference is at ${firstDifference}`;
}

function sameParts(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((part, index) => part === b[index]);
}
