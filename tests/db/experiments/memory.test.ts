import { expect, test } from 'vitest'
import {
  ExperimentMemory,
  type ExperimentStore,
  type KnownExperiment,
} from '#app/services/experiments/latest-experiment.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 26) + seconds * 1000)
const known = (id: string, seconds: number): KnownExperiment => ({
  latest: { id, running: true, winner: null },
  readAt: at(seconds).getTime(),
})

function createStore(held: KnownExperiment | null): ExperimentStore & { held: KnownExperiment | null } {
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

async function ask(memory: ExperimentMemory, store: ExperimentStore, now: Date) {
  let refreshes = 0
  const latest = await memory.get(store, now, () => refreshes++)
  return { latest, refreshes }
}

test('an isolate that knows nothing takes what its place knows, and asks the database only when that is old', async () => {
  const store = createStore(known('one', 0))
  expect(await ask(new ExperimentMemory(), store, at(59))).toEqual({
    latest: known('one', 0).latest,
    refreshes: 0,
  })
  expect(await ask(new ExperimentMemory(), store, at(60))).toEqual({
    latest: known('one', 0).latest,
    refreshes: 1,
  })
})

test('where nobody knows, the answer says so at once, and it is read behind it', async () => {
  const [memory, store] = [new ExperimentMemory(), createStore(null)]
  expect(await ask(memory, store, at(0))).toEqual({ latest: 'unknown', refreshes: 1 })
  await memory.refresh(db, store, at(1))
  expect(await ask(memory, store, at(2))).toEqual({ latest: null, refreshes: 0 })
  expect(store.held).toEqual({ latest: null, readAt: at(1).getTime() })
})

test('what another isolate has read since is heeded after a minute, and something older never', async () => {
  const [memory, store] = [new ExperimentMemory(), createStore(known('one', 0))]
  await ask(memory, store, at(1))
  store.held = known('two', 50)
  expect((await ask(memory, store, at(59))).latest).toMatchObject({ id: 'one' })
  expect(await ask(memory, store, at(61))).toEqual({ latest: known('two', 50).latest, refreshes: 0 })
  store.held = known('one', 0)
  expect(await ask(memory, store, at(200))).toEqual({ latest: known('two', 50).latest, refreshes: 1 })
})

test('a cache that fails costs a read of the database, and no page', async () => {
  const store = { read: () => Promise.reject(new Error('away')), write: () => Promise.resolve() }
  expect(await ask(new ExperimentMemory(), store, at(0))).toEqual({ latest: 'unknown', refreshes: 1 })
})
