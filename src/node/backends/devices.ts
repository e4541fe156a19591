/** The cameras, microphones, screens and loudspeakers that child processes speak to for us. */

/** Where a picture comes from. */
export type VideoDevice =
  /** A DV camera on FireWire, or the one of that GUID. */
  | { readonly kind: 'dv'; readonly guid?: string }
  /** A camera of Video4Linux, such as `/dev/video0`. */
  | { readonly kind: 'v4l2'; readonly device: string }
  /** A test picture, live. */
  | { readonly kind: 'test' }
  /** The screen of an X server, such as `:0`; default that of the environment. */
  | { readonly kind: 'screen'; readonly display?: string }
  /** A file that has to be decoded, played live. */
  | { readonly kind: 'file'; readonly path: string }
  /** The beginning of a pipeline in the words of the backend, up to a raw picture. */
  | { readonly kind: 'pipeline'; readonly text: string };

/** Where sound comes from. */
export type AudioDevice =
  /** A sound card, such as `plughw:1,0`. */
  | { readonly kind: 'alsa'; readonly device: string }
  /** A source of PulseAudio, such as `sink.monitor`; default the server's default source. */
  | { readonly kind: 'pulse'; readonly device?: string }
  /** A test tone, live. */
  | { readonly kind: 'test' }
  /** A file that has to be decoded, played live. */
  | { readonly kind: 'file'; readonly path: string }
  /** The beginning of a pipeline in the words of the backend, up to raw sound. */
  | { readonly kind: 'pipeline'; readonly text: string };

/** Where sound is heard. */
export type AudioOutput =
  { readonly kind: 'pulse'; readonly device?: string } | { readonly kind: 'alsa'; readonly device?: string };
