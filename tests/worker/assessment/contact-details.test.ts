import { expect, test } from 'vitest'
import { Visitor, answersOf, expectRedirect, fromNetwork } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker } = await useTestWorker()
let networks = 700

const CONSENTED = { email: 'pasted@example.com', consent: 'on' }

/** Who has got to the results with an address and consent. @returns the path of the results */
async function finished(): Promise<{ prospect: Visitor; path: string; id: string }> {
  const prospect = new Visitor(worker.url, fromNetwork(++networks))
  await prospect.start()
  const path = await prospect.complete('A', CONSENTED)
  return { prospect, path, id: path.split('/').at(-1)! }
}

const stored = (id: string) => worker.db.assessment.findUniqueOrThrow({ where: { id } })

test('one name and a company lead to the question for the phone number', async () => {
  const names: Record<string, string>[] = [{ firstName: 'Ada' }, { firstName: '', lastName: 'King' }]
  for (const name of names) {
    const { prospect, path } = await finished()
    expectRedirect(await prospect.post(path, { ...name, company: 'Example Works' }))
    expect(await (await prospect.get(path)).text()).toContain('name="phone"')
  }
})

test.for([
  ['+1 (555) 010-0000', '+1 555 010-0000'],
  ['\u202a+44 (0)20 7946 0000\u202c', '+44 20 7946 0000'],
  ['Tel.: 0049.30.1234567 #12', '+49 30 1234567 ext. 12'],
  ['1-800-FLOWERS', '1-800-FLOWERS'],
] as const)('the phone number "%s" is stored, and goes to HubSpot, as %s', async ([pasted, kept]) => {
  const { prospect, path, id } = await finished()
  expectRedirect(await prospect.post(path, { phone: pasted }))
  expect((await stored(id)).phone).toBe(kept)
  const rows = await worker.db.hubspotSyncQueue.findMany({ where: { assessmentId: id } })
  expect(rows).toMatchObject([{ payload: { phone: kept } }])
})

test('a company may have 200 characters, and one of more comes back as it was typed', async () => {
  const { prospect, path, id } = await finished()
  const refused = await prospect.post(path, { lastName: 'King', company: 'x'.repeat(201) })
  expect(refused.status).toBe(422)
  const page = await refused.text()
  expect(page).toContain('The company can have at most 200 characters.')
  expect(page).toContain(`value="${'x'.repeat(201)}"`)
  expectRedirect(await prospect.post(path, { lastName: 'King', company: 'x'.repeat(200) }))
  expect(await stored(id)).toMatchObject({ company: 'x'.repeat(200), lastName: 'King' })
})

test('fields that an extension adds are passed over from the start to the contact details', async () => {
  const added = { _csrf: 'x', '1Password': 'y', constructor: 'z', __proto__x: '' }
  const prospect = new Visitor(worker.url, fromNetwork(++networks))
  expectRedirect(await prospect.post('/assessment/start', added), '/assessment/step/1')
  const saved = await prospect.post('/assessment/step/1/answers', { value_assurance_1: 'B', ...added })
  expect(await saved.json()).toEqual({ saved: true })
  let path = '/assessment/step/1'
  for (const step of [1, 2, 3, 4])
    path = expectRedirect(await prospect.post(path, { ...answersOf(step, 'B'), ...CONSENTED, ...added }))
  expectRedirect(await prospect.post(path, { lastName: 'King', company: 'Example Works', ...added }))
  const assessment = await stored(path.split('/').at(-1)!)
  expect(assessment).toMatchObject({ totalScore: 75, lastName: 'King', company: 'Example Works' })
  expect(Object.keys(assessment.responses as object)).toHaveLength(16)
})
