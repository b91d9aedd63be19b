import { expect, test } from 'vitest'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, started } = await useTestWorker()

const storedAddress = async () =>
  (await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })).email

/** What the form that came back would send. */
const hiddenValue = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]

test('a step asks once whether a slip was meant, keeps what was answered, and takes the address when it comes again', async () => {
  const prospect = await started()
  const fields = { ...answersOf(1, 'B'), email: 'jo@gmail.con' }
  const asked = await prospect.post('/assessment/step/1', fields)
  expect(asked.status).toBe(422)
  const page = await asked.text()
  expect(page).toContain('Did you mean jo@gmail.com?')
  expect(page.match(/checked=""/g)).toHaveLength(4)
  expect(await storedAddress()).toBeNull()

  const again = { ...fields, email_asked: hiddenValue(page, 'email_asked') ?? '' }
  expectRedirect(await prospect.post('/assessment/step/1', again), '/assessment/step/2')
  expect(await storedAddress()).toBe('jo@gmail.con')
})

test('the results page asks once, too', async () => {
  const prospect = await started()
  const results = await prospect.complete()
  const asked = await prospect.post(results, { email: 'jo@gmial.com' })
  expect(asked.status).toBe(422)
  const page = await asked.text()
  expect(page).toContain('Did you mean jo@gmail.com?')
  const again = { email: 'jo@gmial.com', email_asked: hiddenValue(page, 'email_asked') ?? '' }
  expectRedirect(await prospect.post(results, again))
})
