import { defineConfig, type ViteUserConfig } from 'vitest/config';

const live = ['test/**/*.live.test.ts'];
const interop = ['test/**/*.interop.test.ts'];

// One group after the other: what needs no more than the processor in parallel, then what owns sockets and processes, file by
// file, then the suites against programs of others.
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
      { extends: true, test: { name: 'live', include: live, fileParallelism: false, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: { name: 'interop', include: interop, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
export default config;
