import { defineConfig, type ViteUserConfig } from 'vitest/config';

const live = ['test/**/*.live.test.ts'];
const interop = ['test/**/*.interop.test.ts'];
/** Where processes of others are waited for, on a machine that may have much else to do: three times what the longest one takes. */
const patient = { testTimeout: 180_000, hookTimeout: 180_000 };
/** A minute of real time, in which the processor is hardly used. */
const soak = ['test/live/soak.live.test.ts'];

// Where all run at once, one group after the other: what needs no more than the processor in parallel, then what owns sockets and
// processes, file by file, then the suites against programs of others. `npm test` runs them side by side (scripts/test.mjs).
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/random-seed.ts'],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'json-summary', 'html'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...live, ...interop],
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'soak', include: soak, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'live',
          ...patient,
          include: live,
          exclude: soak,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { name: 'interop', ...patient, include: interop, fileParallelism: false, sequence: { groupOrder: 3 } },
      },
    ],
  },
});
export default config;
