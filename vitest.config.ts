import { defineConfig } from 'vitest/config'

// Remix's Vite plugin stays out of here: it serves the app, and tests run either plain modules or the built Worker.
const database = ['tests/helpers/global-database.ts']
const worker = ['tests/helpers/global-database.ts', 'tests/helpers/global-worker.ts']
const hyperdrive = ['tests/helpers/global-database.ts', 'tests/helpers/global-hyperdrive-worker.ts']

/** Run once more by the build for Hyperdrive: what depends on how statements reach the database. */
const bothWays = ['canary', 'cron-and-health', 'database-faults', 'leases', 'quiz', 'transactions']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'dev',
          include: ['tests/dev/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'routes',
          include: ['tests/routes/**/*.test.{ts,tsx}'],
          globalSetup: database,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'worker',
          include: ['tests/worker/**/*.test.ts'],
          globalSetup: worker,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'hyperdrive',
          include: [
            'tests/hyperdrive/**/*.test.ts',
            ...bothWays.map((name) => `tests/worker/**/${name}.test.ts`),
          ],
          globalSetup: hyperdrive,
          provide: { driver: 'hyperdrive' },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: worker,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
