/** The toy format with key frames: a frame whose first octet is 1 is one. */

import type { PayloadFormat } from '../../../src/payloaders/payload-format.js';
import { toyFormat, type ToyFrame } from '../toy-format.js';

export const KEY_FRAME: Uint8Array = Uint8Array.of(1, 2, 3);
export const OTHER_FRAME: Uint8Array = Uint8Array.of(0, 2, 3);

export function keyFrameFormat(): PayloadFormat<ToyFrame> {
  const format = toyFormat();
  return {
    ...format,
    createDepayloader: (onFrame, ...others) =>
      format.createDepayloader((frame) => onFrame({ ...frame, keyFrame: frame.bytes[0] === 1 }), ...others),
  };
}
