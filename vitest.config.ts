import { defineConfig, type ViteUserConfig } from 'vitest/config';

const live: string[] = ['test/**/*.live.test.ts', 'test/**/*.interop.test.ts'];

// Suites that own processes, sockets or both cores run one after the other; the rest runs in parallel.
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'json-summary', 'html'] },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: live } },
      { extends: true, test: { name: 'live', include: live, fileParallelism: false } },
    ],
  },
});
export default config;
