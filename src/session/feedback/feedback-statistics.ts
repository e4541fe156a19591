/** What became of feedback, ours and that of others. */

export interface FeedbackStatistics {
  /** Feedback of ours that was not sent, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Feedback about streams of ours that nothing was done about, by reason: not agreed on, repeated, asked too often. */
  readonly ignored: Readonly<Record<string, number>>;
}
