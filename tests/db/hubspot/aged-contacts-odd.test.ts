import { afterEach, expect, test, vi } from 'vitest'
import type { Crm } from '#app/domain/crm/crm.ts'
import { SCORE_NAMES } from '#app/domain/hubspot/score-names.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { LONG_AGO, OTHER, useAgedContacts } from '#tests/helpers/aged-contacts.ts'

const { db, hubspot, clear, lastRun, leadsOf, contactOf, isCleared, notesOf, dealOf } =
  await useAgedContacts()

afterEach(() => vi.unstubAllGlobals())

/** HubSpot's answers to these calls, changed on their way. */
function answering(path: RegExp, change: (answer: Odd, asked: Asked) => void): void {
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const response = await real(url, init)
    if (!path.test(url)) return response
    const answer = (await response.json()) as Odd
    change(answer, JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Asked)
    return Response.json(answer, { status: response.status })
  })
}

interface Odd {
  total?: number
  results: {
    id: string
    properties: Record<string, string | null>
    from: { id: string }
    to: { toObjectId: string }[]
  }[]
}
interface Asked {
  inputs: { id: string }[]
}

const READS = /contacts\/batch\/read|0-1\/batch\/read/

test('notes and deals of contacts that were not asked about are left alone', async () => {
  await leadsOf('aged@example.com', 'young@example.com')
  const young = contactOf('young@example.com').id
  const note = notesOf('young@example.com')[0]!
  const deal = dealOf('young@example.com')
  answering(/associations\/.*\/batch\/read/, (answer) => {
    const to = [{ toObjectId: note.id }, { toObjectId: deal.id }]
    answer.results.push({ ...answer.results[0]!, from: { id: young }, to })
  })
  await clear()
  expect(notesOf('young@example.com')).toHaveLength(1)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
})

test.for(['notes', '0-3'])('%s that were not asked for are left alone', async (type) => {
  await leadsOf('aged@example.com', 'young@example.com')
  const [note] = notesOf('young@example.com')
  const deal = dealOf('young@example.com')
  answering(new RegExp(`objects/[\\d-]+/${type}/batch/read`), (answer) => {
    const others = {
      notes: { id: note!.id, properties: { hs_note_body: note!.body } },
      '0-3': { id: deal.id, properties: { ...deal.properties } },
    }
    answer.results.push({ ...answer.results[0]!, ...others[type as keyof typeof others] })
  })
  await clear()
  expect(notesOf('young@example.com')).toHaveLength(1)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
})

test.for([OTHER.date, 'email', 'hs_additional_emails'])(
  'a contact that is read without %s may be another’s, or somebody who came later',
  async (name) => {
    await leadsOf('aged@example.com')
    answering(READS, ({ results }) => {
      for (const { properties } of results) delete properties[name]
    })
    expect(await clear()).toMatchObject({ cleared: 0, failed: 1 })
    expect(await lastRun()).toMatchObject({ outcome: 'partial' })
    expect(isCleared('aged@example.com')).toBe(false)
  },
)

test('a contact that an answer mentions twice does not stand in for one that it leaves out', async () => {
  await leadsOf('one@example.com', 'two@example.com')
  answering(READS, ({ results }) => void (results[1] = results[0]!))
  expect(await clear()).toEqual({ cleared: 1, failed: 1, stopped: null })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('a contact that was merged answers under another number, and is left to the next night', async () => {
  await leadsOf('one@example.com', 'two@example.com')
  const id = contactOf('two@example.com').id
  answering(READS, ({ results }) => {
    for (const one of results) if (one.id === id) one.id = '999999'
  })
  expect(await clear()).toEqual({ cleared: 1, failed: 1, stopped: null })
  expect(isCleared('two@example.com')).toBe(false)
})

test.for<[string, (answer: Odd) => void]>([
  ['lists none of them', (answer) => void (answer.results = [])],
  ['lists fewer than it counts', (answer) => void answer.results.pop()],
  ['lists one twice', (answer) => void (answer.results[1] = answer.results[0]!)],
  ['is in no order', (answer) => void answer.results.reverse()],
])('a search that counts contacts and %s has not been gone through', async ([, change]) => {
  await leadsOf('one@example.com', 'two@example.com')
  answering(/\/search$/, (answer) => {
    if (answer.total) change(answer)
  })
  await clear()
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
  vi.unstubAllGlobals()
  await clear()
  expect(await lastRun()).toMatchObject({ outcome: 'completed' })
})

test('a search whose pages repeat themselves ends, and the run says that it has not', async () => {
  const page = Array.from({ length: 100 }, (_, at) => ({
    id: String(at + 1),
    properties: { [SCORE_NAMES.date]: LONG_AGO },
  }))
  let searches = 0
  const searchAged = async () => {
    searches++
    return { found: page, total: 5_000 }
  }
  await clear({ ...hubspot(), searchAged })
  expect(searches).toBeLessThan(6)
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('more than a night lists are told of as left, though nobody of those that were is cleared', async () => {
  await leadsOf('aged@example.com')
  const crm = hubspot()
  await createTestAssessment(db, { hubspotContactId: '500', email: 'here@example.com' })
  const searchAged: Crm['searchAged'] = async ({ after }) => ({
    found: Array.from({ length: 100 }, (_, at) => ({
      id: String(Number(after) + at + 1),
      properties: { [SCORE_NAMES.date]: LONG_AGO },
    })),
    total: 5_000,
  })
  const lookUp: Crm['lookUp'] = async (_type, _by, keys) => ({ found: [], missing: new Set(keys) })
  expect(await clear({ ...crm, searchAged, lookUp })).toMatchObject({ cleared: 0, stopped: 'more' })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('a search that is refused for a date that contacts have leaves the run open', async () => {
  await leadsOf('aged@example.com')
  const crm = hubspot()
  await clear({
    ...crm,
    searchAged: (asked, wanted) =>
      asked.date === OTHER.date
        ? crm.searchAged({ ...asked, date: 'no_such_property' }, wanted)
        : crm.searchAged(asked, wanted),
  })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('more deals than can be read of a contact keep its date, so that the next night finds it', async () => {
  await leadsOf('aged@example.com')
  const crm = hubspot()
  const associatedDeals: Crm['associatedDeals'] = async (from) => {
    const { dealIds } = await crm.associatedDeals(from.map(({ id }) => ({ id })))
    return { dealIds, next: from.map(({ id }) => ({ id, after: 'more' })) }
  }
  expect(await clear({ ...crm, associatedDeals })).toMatchObject({ cleared: 0, failed: 1 })
  expect(isCleared('aged@example.com')).toBe(false)
})
