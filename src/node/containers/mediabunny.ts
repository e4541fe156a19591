/** What is used of mediabunny, in its own names: an optional peer, whose types would bring those of a browser along. */

/** Times are in seconds. */
export interface EncodedPacket {
  readonly data: Uint8Array;
  readonly type: 'key' | 'delta';
  /** When it is presented. */
  readonly timestamp: number;
}

export interface DecoderConfig {
  readonly codec: string;
  /** `avcC`, or the laced headers of Vorbis; without it H.264 is in Annex B. */
  readonly description?: ArrayBufferLike | ArrayBufferView;
  readonly codedWidth?: number;
  readonly codedHeight?: number;
  readonly numberOfChannels?: number;
  readonly sampleRate?: number;
}

export interface InputTrack {
  readonly type: string;
  isVideoTrack(): boolean;
  isAudioTrack(): boolean;
  getCodec(): Promise<string | null>;
  getInternalCodecId(): Promise<string | number | Uint8Array | null>;
  getFirstTimestamp(): Promise<number>;
  getDecoderConfig(): Promise<DecoderConfig | null>;
}

export interface Input {
  getTracks(): Promise<readonly InputTrack[]>;
  dispose(): void;
}

/** Encoded packets of one track on their way into a file, in decoding order. */
export interface PacketSource {
  add(packet: EncodedPacket, meta?: { readonly decoderConfig: DecoderConfig }): Promise<void>;
  close(): void;
}

export interface Output {
  addVideoTrack(source: PacketSource): unknown;
  addAudioTrack(source: PacketSource): unknown;
  start(): Promise<void>;
  cancel(): Promise<void>;
  finalize(): Promise<void>;
}

export interface Mediabunny {
  readonly Logging: { level: number };
  readonly LogLevel: { readonly Silent: number; readonly Info: number };
  readonly Input: new (options: { readonly source: object; readonly formats: readonly object[] }) => Input;
  readonly FilePathSource: new (path: string) => object;
  readonly EncodedPacketSink: new (track: InputTrack) => { packets(): AsyncIterable<EncodedPacket> };
  readonly MATROSKA: object;
  readonly MP4: object;
  readonly MPEG_TS: object;
  readonly QTFF: object;
  readonly WEBM: object;
  readonly Output: new (options: { readonly format: object; readonly target: object }) => Output;
  readonly EncodedVideoPacketSource: new (codec: 'avc') => PacketSource;
  readonly EncodedAudioPacketSource: new (codec: 'vorbis') => PacketSource;
  readonly EncodedPacket: new (
    data: Uint8Array,
    type: 'key' | 'delta',
    timestamp: number,
    duration: number,
  ) => EncodedPacket;
  readonly FilePathTarget: new (path: string) => object;
  readonly MkvOutputFormat: new (options: { readonly appendOnly: boolean }) => object;
  readonly Mp4OutputFormat: new () => object;
}
