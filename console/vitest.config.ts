import { defineConfig } from 'vitest/config';

// Apart from vite.config.ts: whoever only builds the console has not installed the tests' runner.
export default defineConfig({
  test: { include: ['src/**/*.test.ts'] },
});
