import { expect, test } from 'vitest'
import { createAutosave, type AutosaveOptions, type SaveState } from '#app/browser/autosave.ts'
import type { SaveReply } from '#app/browser/save-request.ts'
import { createUnsavedAnswers, type StepAnswers } from '#app/browser/unsaved-answers.ts'
import { MemoryStorage } from '#tests/helpers/memory-storage.ts'

/** An autosave whose requests wait to be answered and whose timers wait to be fired. */
function setUp(overrides: Partial<AutosaveOptions> = {}) {
  const sent: StepAnswers[] = []
  const replies: ((reply: SaveReply) => void)[] = []
  const timers: { run: () => void; delayMs: number }[] = []
  const states: SaveState[] = []
  const unsaved = createUnsavedAnswers(new MemoryStorage(), 'key', '1')
  const autosave = createAutosave({
    unsaved,
    send: (answers) => {
      sent.push(answers)
      return new Promise((resolve) => replies.push(resolve))
    },
    onState: (state) => states.push(state),
    isOnline: () => true,
    schedule: (run, delayMs) => {
      const timer = { run, delayMs }
      timers.push(timer)
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
      }
    },
    random: () => 0,
    ...overrides,
  })
  return { autosave, unsaved, sent, replies, timers, states }
}

/** The first save of an answer has been answered like this. */
async function afterFirstSave(reply: SaveReply) {
  const parts = setUp()
  parts.unsaved.add('value_assurance_1', 'A')
  const saving = parts.autosave.save()
  parts.replies[0]!(reply)
  await saving
  return parts
}

test('an answer is sent at once and forgotten when it is saved', async () => {
  const { autosave, unsaved, sent, replies, states } = setUp()
  unsaved.add('value_assurance_1', 'B')
  const saving = autosave.save()
  expect(sent).toEqual([{ value_assurance_1: 'B' }])
  replies[0]!({ kind: 'saved' })
  await saving
  expect(unsaved.all()).toEqual({})
  expect(states).toEqual(['saving', 'saved'])
})

test('nothing is sent when nothing is unsaved', async () => {
  const { autosave, sent, states } = setUp()
  await autosave.save()
  expect(sent).toEqual([])
  expect(states).toEqual([])
})

test('answers given during a save follow together in the next one', async () => {
  const { autosave, unsaved, sent, replies } = setUp()
  unsaved.add('value_assurance_1', 'A')
  const saving = autosave.save()
  unsaved.add('value_assurance_2', 'B')
  const second = autosave.save()
  unsaved.add('value_assurance_3', 'C')
  const third = autosave.save()
  expect(sent).toHaveLength(1)
  replies[0]!({ kind: 'saved' })
  await expect.poll(() => sent).toHaveLength(2)
  expect(sent[1]).toEqual({ value_assurance_2: 'B', value_assurance_3: 'C' })
  replies[1]!({ kind: 'saved' })
  await Promise.all([saving, second, third])
  expect(sent).toHaveLength(2)
  expect(unsaved.all()).toEqual({})
})

test('a failed save is tried again after a growing wait, and says so', async () => {
  const { autosave, unsaved, sent, replies, timers, states } = setUp()
  unsaved.add('value_assurance_1', 'A')
  const first = autosave.save()
  replies[0]!({ kind: 'failed' })
  await first
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([500])
  timers.pop()!.run()
  replies[1]!({ kind: 'failed' })
  await expect.poll(() => timers.map(({ delayMs }) => delayMs)).toEqual([1_000])
  timers.pop()!.run()
  replies[2]!({ kind: 'saved' })
  await expect.poll(() => states.at(-1)).toBe('saved')
  expect(sent).toHaveLength(3)
  // The first failure is a hiccup, and no alarm.
  expect(states).toEqual(['saving', 'retrying', 'saved'])
})

test('a failure without a network says that the browser is offline', async () => {
  const { autosave, unsaved, replies, states } = setUp({ isOnline: () => false })
  unsaved.add('value_assurance_1', 'A')
  const saving = autosave.save()
  replies[0]!({ kind: 'failed' })
  await saving
  expect(states.at(-1)).toBe('offline')
  expect(unsaved.all()).toEqual({ value_assurance_1: 'A' })
})

test('coming back online saves at once and calls the waiting retry off', async () => {
  const { autosave, sent, replies, timers } = await afterFirstSave({ kind: 'failed' })
  const second = autosave.save()
  expect(timers).toEqual([])
  replies[1]!({ kind: 'saved' })
  await second
  expect(sent).toHaveLength(2)
})

test('a server that asks for time is left alone until then', async () => {
  const { autosave, unsaved, sent, timers } = await afterFirstSave({ kind: 'failed', retryAfterMs: 45_000 })
  unsaved.add('value_assurance_2', 'B')
  await autosave.save()
  expect(sent).toHaveLength(1)
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([45_000])
  timers.pop()!.run()
  expect(sent[1]).toEqual({ value_assurance_1: 'A', value_assurance_2: 'B' })
})

test('a refused answer is not sent again, and answers after it still are', async () => {
  const { autosave, unsaved, sent, replies, states } = setUp()
  unsaved.add('value_assurance_1', 'A')
  const saving = autosave.save()
  unsaved.add('value_assurance_2', 'B')
  replies[0]!({ kind: 'refused' })
  await expect.poll(() => sent).toHaveLength(2)
  expect(sent[1]).toEqual({ value_assurance_2: 'B' })
  replies[1]!({ kind: 'saved' })
  await saving
  expect(states).toEqual(['saving', 'refused', 'saving', 'saved'])
})

test('an expired session ends saving and keeps the answers', async () => {
  const { autosave, unsaved, sent, timers, states } = await afterFirstSave({ kind: 'expired' })
  unsaved.add('value_assurance_2', 'B')
  await autosave.save()
  expect(sent).toHaveLength(1)
  expect(timers).toEqual([])
  expect(states.at(-1)).toBe('expired')
  expect(unsaved.all()).toEqual({ value_assurance_1: 'A', value_assurance_2: 'B' })
})

test('an assessment that is complete ends saving and says where its results are', async () => {
  const said: unknown[] = []
  const { autosave, unsaved, sent, replies } = setUp({ onState: (...state) => said.push(state) })
  unsaved.add('value_assurance_1', 'A')
  const saving = autosave.save()
  replies[0]!({ kind: 'completed', href: '/assessment/results/1' })
  await saving
  unsaved.add('value_assurance_2', 'B')
  await autosave.save()
  expect(sent).toHaveLength(1)
  expect(said.at(-1)).toEqual(['completed', '/assessment/results/1'])
})

test('answers given within half a minute go in one request', async () => {
  const { autosave, unsaved, sent, replies, timers } = setUp()
  unsaved.add('value_assurance_1', 'A')
  autosave.saveSoon()
  unsaved.add('value_assurance_2', 'B')
  autosave.saveSoon()
  expect(sent).toEqual([])
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([30_000])
  timers.pop()!.run()
  expect(sent).toEqual([{ value_assurance_1: 'A', value_assurance_2: 'B' }])
  replies[0]!({ kind: 'saved' })
  await autosave.save()
  expect(unsaved.all()).toEqual({})
})

test('a save at once takes the bundle along, and its timer is called off', async () => {
  const { autosave, unsaved, sent, replies, timers } = setUp()
  unsaved.add('value_assurance_1', 'A')
  autosave.saveSoon()
  const saving = autosave.save()
  expect(timers).toEqual([])
  replies[0]!({ kind: 'saved' })
  await saving
  expect(sent).toHaveLength(1)
})

test('an answer given while a retry waits goes with it', async () => {
  const { autosave, unsaved, sent, timers } = await afterFirstSave({ kind: 'failed' })
  unsaved.add('value_assurance_2', 'B')
  autosave.saveSoon()
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([500])
  timers.pop()!.run()
  expect(sent[1]).toEqual({ value_assurance_1: 'A', value_assurance_2: 'B' })
})

test('a page that goes away sends what the save under way does not carry, and never an older answer beside a newer one', async () => {
  const { autosave, unsaved, sent, replies } = setUp()
  unsaved.add('value_assurance_1', 'A')
  void autosave.save()
  unsaved.add('value_assurance_1', 'B')
  unsaved.add('value_assurance_2', 'C')
  autosave.saveLast()
  expect(sent).toEqual([{ value_assurance_1: 'A' }, { value_assurance_2: 'C' }])
  replies[1]!({ kind: 'saved' })
  await expect.poll(() => unsaved.all()).toEqual({ value_assurance_1: 'B' })
})

test('the save that completes a step says which one is next', async () => {
  const said: unknown[] = []
  const { autosave, unsaved, replies } = setUp({ onState: (...state) => said.push(state) })
  unsaved.add('value_assurance_1', 'A')
  const saving = autosave.save()
  replies[0]!({ kind: 'saved', next: '/assessment/step/2' })
  await saving
  expect(said.at(-1)).toEqual(['saved', '/assessment/step/2'])
})

test('a paused autosave starts nothing until it is resumed', async () => {
  const { autosave, unsaved, sent, replies } = setUp()
  autosave.pause()
  unsaved.add('value_assurance_1', 'A')
  await autosave.save()
  expect(sent).toEqual([])
  autosave.resume()
  expect(autosave.inFlight()).toEqual({ value_assurance_1: 'A' })
  replies[0]!({ kind: 'saved' })
  await autosave.save()
  expect(autosave.inFlight()).toBeNull()
})
