import * as fc from 'fast-check';
import { AccessUnit, joinAnnexB, splitAnnexB } from '../../../src/payloaders/h264/index.js';
import type { CodecSample } from '../codec-sample.js';
import { drawnNalUnits } from './drawn-access-units.js';

export const h264Sample: CodecSample = {
  leastRoom: 3,
  payloaderOptions: { parameterSetInterval: 'never' },
  streams: (room) =>
    fc
      .array(drawnNalUnits(room), { minLength: 1, maxLength: 6 })
      .map((units) => units.map((nalUnits, index) => ({ bytes: joinAnnexB(nalUnits), timestampTicks: 3000 * index }))),
  partsSent: (frame) => splitAnnexB(frame) as Uint8Array[],
  partsReceived: (frame) => (frame instanceof AccessUnit ? [...frame.nalUnits] : []),
};
