/** When frames in decoding order are due to be sent: B-frames have presentation times that step back (ISO 14496-10 §C.4.5.3). */

/** No stream reorders further: `max_num_reorder_frames` is 16 at the most (ISO 14496-10 §E.2.1). */
const MOST_REORDERED = 16;

/** A frame as a container has it. */
export interface PresentedFrame {
  /** Media time in ticks. */
  readonly timestampTicks: number;
}

/**
 * Adds to each frame when it is due: the n-th in decoding order at the n-th smallest time, so that frames leave at an even
 * pace. Reads up to 16 frames ahead.
 */
export async function* withSendingTimes<Frame extends PresentedFrame>(
  frames: AsyncIterable<Frame>,
): AsyncGenerator<Frame & { readonly sendingTicks: number }, void, undefined> {
  const ahead: Frame[] = [];
  const times: number[] = [];
  const next = (): Frame & { readonly sendingTicks: number } => ({ ...ahead.shift()!, sendingTicks: times.shift()! });
  for await (const frame of frames) {
    ahead.push(frame);
    insert(times, frame.timestampTicks);
    if (ahead.length > MOST_REORDERED) yield next();
  }
  while (ahead.length > 0) yield next();
}

/** Keeps the list in order. */
function insert(times: number[], time: number): void {
  let index = times.length;
  while (index > 0 && times[index - 1]! > time) index--;
  times.splice(index, 0, time);
}
