/** The payload types that need no `a=rtpmap` (RFC 3551 §6, tables 4 and 5). */

export interface StaticPayloadType {
  readonly encodingName: string;
  readonly clockRate: number;
  readonly channels?: number;
}

/** G722 ticks at 8000 although it samples at 16 000, an old mistake that is kept (RFC 3551 §4.5.2). */
export const STATIC_PAYLOAD_TYPES: ReadonlyMap<number, StaticPayloadType> = new Map([
  [0, { encodingName: 'PCMU', clockRate: 8000 }],
  [3, { encodingName: 'GSM', clockRate: 8000 }],
  [4, { encodingName: 'G723', clockRate: 8000 }],
  [5, { encodingName: 'DVI4', clockRate: 8000 }],
  [6, { encodingName: 'DVI4', clockRate: 16_000 }],
  [7, { encodingName: 'LPC', clockRate: 8000 }],
  [8, { encodingName: 'PCMA', clockRate: 8000 }],
  [9, { encodingName: 'G722', clockRate: 8000 }],
  [10, { encodingName: 'L16', clockRate: 44_100, channels: 2 }],
  [11, { encodingName: 'L16', clockRate: 44_100 }],
  [12, { encodingName: 'QCELP', clockRate: 8000 }],
  [13, { encodingName: 'CN', clockRate: 8000 }],
  [14, { encodingName: 'MPA', clockRate: 90_000 }],
  [15, { encodingName: 'G728', clockRate: 8000 }],
  [16, { encodingName: 'DVI4', clockRate: 11_025 }],
  [17, { encodingName: 'DVI4', clockRate: 22_050 }],
  [18, { encodingName: 'G729', clockRate: 8000 }],
  [25, { encodingName: 'CelB', clockRate: 90_000 }],
  [26, { encodingName: 'JPEG', clockRate: 90_000 }],
  [28, { encodingName: 'nv', clockRate: 90_000 }],
  [31, { encodingName: 'H261', clockRate: 90_000 }],
  [32, { encodingName: 'MPV', clockRate: 90_000 }],
  [33, { encodingName: 'MP2T', clockRate: 90_000 }],
  [34, { encodingName: 'H263', clockRate: 90_000 }],
]);
