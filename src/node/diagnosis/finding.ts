/** One thing that was looked at on this host, and how it is. */

export interface Finding {
  readonly area: 'program' | 'package' | 'device' | 'network';
  /** What was looked at, such as `gstreamer` or `/dev/video0`. */
  readonly name: string;
  /** `missing`: something cannot be done without; `none`: there is no such device, and nothing is wrong. */
  readonly state: 'ok' | 'missing' | 'none';
  /** For a person. */
  readonly detail: string;
  /** What to type about what is missing. */
  readonly remedy?: string;
}

/** What a backend can do here. */
export interface BackendDiagnosis {
  /** Encode test pictures, tones and files, and whatever devices there are. */
  readonly canSend: boolean;
  /** Decode. */
  readonly canReceive: boolean;
  readonly findings: readonly Finding[];
}
