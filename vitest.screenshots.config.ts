import { defineConfig } from 'vitest/config'

/** `npm run screenshots`: no test of the suite, but what it needs is what browser tests need. */
export default defineConfig({
  test: {
    include: ['tests/screenshots/**/*.shots.ts'],
    globalSetup: ['tests/helpers/global-database.ts', 'tests/helpers/global-worker.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 30 * 60_000,
    fileParallelism: false,
  },
})
