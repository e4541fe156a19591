import { expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.js';
import { manualOf } from '../../../src/cli/grammar/manual.js';

// `npx vitest run --project unit test/cli/grammar/manual.test.ts -u` writes it anew.
it('docs/cli.md is the manual of the commands as they are', async () => {
  await expect(manualOf(COMMANDS)).toMatchFileSnapshot('../../../docs/cli.md');
});
