import { defineConfig } from 'vitest/config'
import { patience } from './vitest.config.ts'

/** `npm run screenshots`: no test of the suite, but what it needs is what browser tests need. */
export default defineConfig({
  test: {
    ...patience,
    include: ['tests/screenshots/**/*.shots.ts'],
    globalSetup: ['tests/helpers/global-database.ts', 'tests/helpers/global-worker.ts'],
    fileParallelism: false,
  },
})
