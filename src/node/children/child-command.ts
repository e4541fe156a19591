/** A program to run as a child process: what is typed for it, word by word, because no shell ever sees it. */

export interface ChildCommand {
  readonly program: string;
  /** Handed over one by one, without a shell. */
  readonly args: readonly string[];
  /** Variables of the environment beside our own. */
  readonly env?: Readonly<Record<string, string>>;
  /** What to do when the program is not there, such as a line for apt. */
  readonly installHint?: string;
  /** What matters of what it complains of, in a line; default all of it. */
  readonly gistOf?: (complaint: string) => string;
}
