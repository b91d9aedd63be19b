import { expect, test } from 'vitest'
import {
  ExperimentMemory,
  type ExperimentStore,
  type LatestReading,
} from '#app/services/experiments/latest-experiment.server.ts'
import { RUNNING, createExperiment } from '#tests/helpers/experiments.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 26) + seconds * 1000)
const known = (id: string, seconds: number): LatestReading => ({
  latest: { id, running: true, winner: null },
  readAt: at(seconds).getTime(),
})

function createStore(held: LatestReading | null): ExperimentStore & { held: LatestReading | null } {
  return {
    held,
    read() {
      return Promise.resolve(this.held)
    },
    write(value) {
      this.held = value
      return Promise.resolve()
    },
  }
}

test('an isolate that knows nothing takes what its place knows, and the database is asked when that is old', async () => {
  const [memory, store] = [new ExperimentMemory(), createStore(known('one', 0))]
  expect(await memory.get(store, at(59))).toEqual(known('one', 0).latest)
  await memory.refreshIfOld(db, store, at(59))
  expect(store.held).toEqual(known('one', 0))
  await memory.refreshIfOld(db, store, at(60))
  expect(store.held).toEqual({ latest: null, readAt: at(60).getTime() })
})

test('where nobody knows, the answer says so at once, and behind it what the database has is read', async () => {
  const [memory, store] = [new ExperimentMemory(), createStore(null)]
  await createExperiment(db)
  expect(await memory.get(store, at(0))).toBe('unknown')
  await memory.refreshIfOld(db, store, at(1))
  expect(await memory.get(store, at(2))).toEqual(RUNNING)
  expect(store.held).toEqual({ latest: RUNNING, readAt: at(1).getTime() })
})

test('what another isolate has read since is heeded after a minute, and something older never', async () => {
  const [memory, store] = [new ExperimentMemory(), createStore(known('one', 0))]
  await memory.get(store, at(1))
  store.held = known('two', 50)
  expect(await memory.get(store, at(59))).toMatchObject({ id: 'one' })
  expect(await memory.get(store, at(61))).toEqual(known('two', 50).latest)
  store.held = known('one', 0)
  expect(await memory.get(store, at(200))).toEqual(known('two', 50).latest)
})

test('a cache that fails costs no page, and nothing of what is known already', async () => {
  const store = { read: () => Promise.reject(new Error('away')), write: () => Promise.resolve() }
  const memory = new ExperimentMemory()
  expect(await memory.get(store, at(0))).toBe('unknown')
  await memory.refresh(db, store, at(1))
  expect(await memory.get(store, at(200))).toBeNull()
})
