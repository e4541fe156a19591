/** What watches a stream for a person and ends with it. */

export interface StreamWatch {
  /** Whether media have come, or have been sent: the difference between exit codes 0 and 3. */
  readonly heard: boolean;
  /** Stops, and takes the progress line away; of itself when the endpoint closes. */
  end(): void;
}
