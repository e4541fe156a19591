/** The toy format with key frames: a frame whose first octet is 1 is one. */

import type { PayloadFormat } from '../../../src/payloaders/payload-format.js';
import { toyFormat, type ToyFrame } from '../toy-format.js';

export const KEY_FRAME: Uint8Array = new Uint8Array(3000).fill(1);
export const OTHER_FRAME: Uint8Array = new Uint8Array(600);

export function keyFrameFormat(): PayloadFormat<ToyFrame> {
  const format = toyFormat();
  return {
    ...format,
    createDepayloader: (onFrame, ...others) =>
      format.createDepayloader((frame) => onFrame({ ...frame, keyFrame: frame.bytes[0] === 1 }), ...others),
  };
}
