import { expect, test } from 'vitest'
import { readLatestExperiment } from '#app/data/experiments.server.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { performAct, proposeAct } from '#app/services/console/act.server.ts'
import { deleteFinishedRows } from '#app/services/privacy/delete-finished-rows.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { CONTROL, EXPERIMENT, TREATMENT, createExperiment } from '#tests/helpers/experiments.ts'

const { db } = await useTestDatabase()
const viewer = {
  by: 'token',
  name: 'owner',
  actor: 'token:owner',
  roles: ['view', 'operate'],
  session: 'one',
} as const

const { id } = EXPERIMENT
const other = EXPERIMENTS.find((each) => each.id !== id)!
const start = (experiment = id) => performAct(db, viewer, { act: 'start_experiment', experiment })
const stop = (winner: string, experiment = id) =>
  performAct(db, viewer, { act: 'stop_experiment', experiment, winner })

test('a start is recorded with what was planned and who began it, and is the test that pages go by', async () => {
  expect(await proposeAct(db, { act: 'start_experiment', experiment: id })).toMatchObject({ count: null })
  const done = await start()
  expect(done.count).toBe(1)
  expect(await db.experiment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    hypothesis: EXPERIMENT.hypothesis,
    measure: EXPERIMENT.measure,
    planned: EXPERIMENT.planned,
    variants: EXPERIMENT.variants.map((variant) => variant.id),
    startedBy: 'token:owner',
    stoppedAt: null,
  })
  expect(await db.opsAction.findUniqueOrThrow({ where: { id: done.id } })).toMatchObject({
    action: 'started_experiment',
    subject: id,
    role: 'operate',
    actor: 'token:owner',
    count: 1,
  })
  expect(await readLatestExperiment(db)).toEqual({ id, running: true, winner: null })
})

test('a stop is recorded with who ended it and what was chosen, and happens once', async () => {
  await start()
  const done = await stop(TREATMENT.id)
  expect(done.count).toBe(1)
  expect(await db.opsAction.findUniqueOrThrow({ where: { id: done.id } })).toMatchObject({
    action: 'stopped_experiment',
    subject: id,
    reason: TREATMENT.id,
  })
  expect(await readLatestExperiment(db)).toEqual({ id, running: false, winner: TREATMENT.id })
  expect((await stop(CONTROL.id)).count).toBe(0)
  expect(await readLatestExperiment(db)).toMatchObject({ winner: TREATMENT.id })
})

test('what was chosen is one of the variants, or the page as it stands', async () => {
  await start()
  await stop('nothing_of_it')
  expect(await readLatestExperiment(db)).toEqual({ id, running: false, winner: null })
})

/** What the page that confirms says, and that the statement does what it says. */
async function expectRefused(experiment: string, words: RegExp) {
  const { sentence, count } = await proposeAct(db, { act: 'start_experiment', experiment })
  expect([sentence, count]).toEqual([expect.stringMatching(words), 0])
  expect((await start(experiment)).count).toBe(0)
}

test('a test is started once, and there is one at a time', async () => {
  await start()
  await expectRefused(id, /runs already/)
  await expectRefused(other.id, /one test at a time/)
  await stop(CONTROL.id)
  await expectRefused(id, /is over/)
  expect((await start(other.id)).count).toBe(1)
})

test('while everybody is shown a winner, another test waits until the page has its words', async () => {
  await start()
  await stop(TREATMENT.id)
  await expectRefused(other.id, /Write its words into the page/)
  await db.experiment.update({ where: { id }, data: { winner: null } })
  expect((await start(other.id)).count).toBe(1)
})

test('two starts at once leave one test', async () => {
  const outcomes = await Promise.allSettled([start(), start(other.id), start()])
  expect(
    outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.count === 1),
  ).toHaveLength(1)
  expect(await db.experiment.count()).toBe(1)
})

test('a test that the content does not have cannot be started', async () => {
  expect((await proposeAct(db, { act: 'start_experiment', experiment: 'not-there' })).count).toBe(0)
  await expect(start('not-there')).rejects.toThrow('There is no test "not-there" in the content')
  expect(await db.experiment.count()).toBe(0)
})

test('who began and ended a test is kept as long as the record of it, and the test itself for ever', async () => {
  const long = new Date('2020-01-01T00:00:00Z')
  await createExperiment(db, { startedAt: long, stoppedAt: long })
  await db.experiment.update({ where: { id }, data: { stoppedBy: 'token:owner' } })
  await deleteFinishedRows(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  expect(await db.experiment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    startedBy: null,
    stoppedBy: null,
    hypothesis: EXPERIMENT.hypothesis,
  })
})
