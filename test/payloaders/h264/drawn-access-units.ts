import * as fc from 'fast-check';

/** Header octets by what they are worth drawing for: SEI, parameter-free types, slices of all importances, IDR. */
const HEADERS = [0x06, 0x0c, 0x01, 0x21, 0x41, 0x65, 0x25, 0xe1];
const DELIMITER_HEADER = 0x09;
const SLICE_HEADERS = [0x01, 0x21, 0x41, 0x65];

/** A NAL unit of `length` octets that no start code can be found in. */
export function filledNalUnit(header: number, length: number, filling: number): Uint8Array {
  const nalUnit = new Uint8Array(length).fill(1 + (filling % 255));
  nalUnit[0] = header;
  return nalUnit;
}

/** Lengths around all boundaries: one packet exactly, two to four fragments exactly, one octet more or less. */
function lengths(room: number): fc.Arbitrary<number> {
  const fragment = room - 2;
  const boundary = fc
    .tuple(fc.constantFrom(room, 1 + 2 * fragment, 1 + 3 * fragment, 1 + 4 * fragment), fc.integer({ min: -2, max: 2 }))
    .map(([length, more]) => Math.max(1, length + more));
  return fc.oneof(boundary, fc.integer({ min: 1, max: room }));
}

/** NAL units of one picture: a delimiter in half of them, anything, and at the end a slice, so that the marker means something. */
export function drawnNalUnits(room: number): fc.Arbitrary<Uint8Array[]> {
  const delimiters = fc.array(fc.tuple(fc.constant<number>(DELIMITER_HEADER), lengths(room), fc.nat(254)), {
    maxLength: 1,
  });
  const any = fc.tuple(fc.constantFrom(...HEADERS), lengths(room), fc.nat(254));
  const slice = fc.tuple(fc.constantFrom(...SLICE_HEADERS), lengths(room), fc.nat(254));
  return fc
    .tuple(delimiters, fc.array(any, { maxLength: 4 }), slice)
    .map(([first, others, last]) => first.concat(others, [last]))
    .map((drawn) => drawn.map(([header, length, fill]) => filledNalUnit(header, length, fill)));
}
