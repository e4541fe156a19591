/** Where files of the package lie; the command is one directory below its root, in the package and in a checkout alike. */

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function packagePath(...names: readonly string[]): string {
  return join(dirname(realpathSync(process.argv[1]!)), '..', ...names);
}
