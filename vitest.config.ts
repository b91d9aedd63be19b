import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Remix's Vite plugin stays out of here: it serves the app, and tests run either plain modules or the built Worker.
const database = ['tests/helpers/global-database.ts']
const worker = ['tests/helpers/global-database.ts', 'tests/helpers/global-worker.ts']
const hyperdrive = ['tests/helpers/global-database.ts', 'tests/helpers/global-hyperdrive-worker.ts']

/** Run once more by the build for Hyperdrive: what depends on how statements reach the database. */
const bothWays = ['canary', 'cron-and-health', 'database-faults', 'leases', 'quiz', 'transactions']

// Nothing is measured by these: they end what hangs, and no machine is so busy that it needs as long for what does not.
export const patience = {
  testTimeout: 10 * 60_000,
  hookTimeout: 10 * 60_000,
  expect: { poll: { timeout: 2 * 60_000, interval: 20 } },
}

const project = (name: string, include: string[], globalSetup: string[] = []) => ({
  test: { ...patience, name, include, globalSetup },
})

export default defineConfig({
  test: {
    // Tests of programs wait as much as they work: also on two processors two files go side by side.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project('unit', ['tests/unit/**/*.test.{ts,tsx}']),
      project('db', ['tests/db/**/*.test.ts'], database),
      project('dev', ['tests/dev/**/*.test.ts'], database),
      project('routes', ['tests/routes/**/*.test.{ts,tsx}'], database),
      project('worker', ['tests/worker/**/*.test.ts'], worker),
      {
        test: {
          ...patience,
          name: 'hyperdrive',
          include: [
            'tests/hyperdrive/**/*.test.ts',
            ...bothWays.map((name) => `tests/worker/**/${name}.test.ts`),
          ],
          globalSetup: hyperdrive,
          provide: { driver: 'hyperdrive' },
        },
      },
      project('e2e', ['tests/e2e/**/*.test.{ts,tsx}'], worker),
    ],
  },
})
