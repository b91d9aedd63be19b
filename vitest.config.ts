import { defineConfig } from 'vitest/config'

// Remix's Vite plugin stays out of here: it serves the app, and tests run either plain modules or the built Worker.
const database = ['tests/helpers/global-database.ts']
const worker = ['tests/helpers/global-database.ts', 'tests/helpers/global-worker.ts']

// Nothing is measured by these: they end what hangs, and no machine is so busy that it needs as long for what does not.
const patience = {
  testTimeout: 10 * 60_000,
  hookTimeout: 10 * 60_000,
  expect: { poll: { timeout: 2 * 60_000, interval: 20 } },
}

export default defineConfig({
  test: {
    projects: [
      { test: { ...patience, name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      { test: { ...patience, name: 'db', include: ['tests/db/**/*.test.ts'], globalSetup: database } },
      {
        test: {
          ...patience,
          name: 'routes',
          include: ['tests/routes/**/*.test.{ts,tsx}'],
          globalSetup: database,
        },
      },
      { test: { ...patience, name: 'worker', include: ['tests/worker/**/*.test.ts'], globalSetup: worker } },
      { test: { ...patience, name: 'e2e', include: ['tests/e2e/**/*.test.ts'], globalSetup: worker } },
    ],
  },
})
