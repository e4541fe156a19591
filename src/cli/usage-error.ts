/** What a person typed that the command cannot make sense of: answered with help, exit code 2. */

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
