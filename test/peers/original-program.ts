/** Runs one of the five programs of 2010 (`original/*.py`) with its own ports, in a network of its own. */

import { fileURLToPath } from 'node:url';
import { JsonPeer, PYTHON, type JsonPeerEvent } from './json-peer.js';
import type { NetworkNamespace } from './network-namespace.js';

export type OriginalName =
  'video_streamer' | 'audio_streamer' | 'video_receiver' | 'video_forwarder' | 'audio_receiver';

/** What `original/stage.py` takes, by the names of its options. */
export interface OriginalOptions {
  /** Written by a streamer, read by a receiver. */
  readonly caps: string;
  /** A DV file, for the camera of the video streamer. */
  readonly dv?: string;
  /** Where the forwarder makes its FIFO. */
  readonly fifo?: string;
  /** Shell command that reads raw pictures on stdin, for mjpegtools_yuv_to_v4l. */
  readonly reader?: string;
}

export class OriginalProgram extends JsonPeer<JsonPeerEvent> {
  constructor(
    name: OriginalName,
    network: NetworkNamespace,
    options: OriginalOptions,
    env?: Readonly<Record<string, string>>,
  ) {
    const script = fileURLToPath(new URL(`original/${name}.py`, import.meta.url));
    const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
    super(...network.inside(PYTHON, [script, ...words]), env);
  }
}
