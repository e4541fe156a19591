/** Reads what `gdppay ! fdsink` writes: GStreamer buffers with their boundaries and times (GStreamer Data Protocol 1.0). */

export interface GStreamerBuffer {
  readonly bytes: Uint8Array;
  /** In nanoseconds; `undefined` where the buffer has none. */
  readonly presentationTimeNs: number | undefined;
}

const HEADER_LENGTH = 62;
const BUFFER_TYPE = 1;
const NO_TIME = 0xffff_ffff_ffff_ffffn;

/** The buffers of a whole output, caps and events left out. */
export function readGdpBuffers(output: Uint8Array): GStreamerBuffer[] {
  const view = new DataView(output.buffer, output.byteOffset, output.byteLength);
  const buffers: GStreamerBuffer[] = [];
  let offset = 0;
  while (offset < output.length) {
    const start = offset + HEADER_LENGTH;
    const end = start + view.getUint32(offset + 6);
    const time = view.getBigUint64(offset + 10);
    if (view.getUint16(offset + 4) === BUFFER_TYPE) {
      const presentationTimeNs = time === NO_TIME ? undefined : Number(time);
      buffers.push({ bytes: output.subarray(start, end), presentationTimeNs });
    }
    offset = end;
  }
  return buffers;
}
