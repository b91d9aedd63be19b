import { afterEach, expect, test, vi } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import { TransientError } from '#app/domain/crm/errors.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { CLEARING_LIMITS, clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import { seededRandom } from '#prisma/seeded-random.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import {
  createTestLead,
  createTestLeads,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, erase } = await useHubspotSync({ searchLagMs: 0 })

afterEach(() => vi.unstubAllGlobals())

const DAYS = 365
const LONG_AGO = '2020-01-31'
const followUps = followUpSettings({ notes: true })
const UNLIMITED = { ...CLEARING_LIMITS, burst: null }
const OTHER = scorecardsInCrm()[0]!.names

const hubspot = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })
const random = seededRandom(11)
const clear = (crm: Crm = hubspot()) =>
  clearAgedContacts({ ...drainDependencies(db, portal), crm, random }, DAYS, UNLIMITED)
const lastRun = () => db.retentionRun.findFirst({ orderBy: [{ startedAt: 'desc' }, { finishedAt: 'desc' }] })

const leads = new Map<string, string>()
const isAgedEmail = ({ properties }: { properties: Record<string, string> }) =>
  !properties.email?.startsWith('young')

/** Leads whom nobody but HubSpot knows any more, long ago but for those whose address begins with `young`. */
async function agedLeads(...emails: string[]): Promise<void> {
  for (const email of emails) leads.set(email, (await createTestLead(db, { email, phone: '+15550100' })).id)
  await drain({ followUps })
  const createdAt = new Date('2020-01-31T10:00:00Z')
  await db.assessment.updateMany({ where: { NOT: { email: { startsWith: 'young' } } }, data: { createdAt } })
  const later = new Date(Date.now() - 60 * 24 * 3_600_000)
  await db.assessment.updateMany({ where: { email: { startsWith: 'young' } }, data: { createdAt: later } })
  await db.$executeRaw`SELECT scrub_assessments(now() - interval '30 days', '-infinity', 1000)`
  for (const { id } of portal.contacts().filter(isAgedEmail))
    await hubspot().update('contacts', id, { [SCORE_NAMES.date]: LONG_AGO })
}

const contactOf = (email: string) => portal.contacts().find(({ properties }) => properties.email === email)!
const isCleared = (email: string) => namesIn(SCORE_NAMES).every((name) => !contactOf(email).properties[name])
const noteOf = (email: string) =>
  portal.notes().filter(({ contacts }) => contacts.includes(contactOf(email).id))
const dealOf = (email: string) =>
  portal.deals().find(({ properties }) => properties.ai_assessment_id === leads.get(email))!

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
  await agedLeads('aged@example.com', 'young@example.com')
  const young = contactOf('young@example.com').id
  const note = noteOf('young@example.com')[0]!
  const deal = dealOf('young@example.com')
  answering(/associations\/.*\/batch\/read/, (answer) => {
    const to = [{ toObjectId: note.id }, { toObjectId: deal.id }]
    answer.results.push({ ...answer.results[0]!, from: { id: young }, to })
  })
  await clear()
  expect(noteOf('young@example.com')).toHaveLength(1)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
})

test.for(['notes', '0-3'])('%s that were not asked for are left alone', async (type) => {
  await agedLeads('aged@example.com', 'young@example.com')
  const [note] = noteOf('young@example.com')
  const deal = dealOf('young@example.com')
  answering(new RegExp(`objects/[\\d-]+/${type}/batch/read`), (answer) => {
    const others = {
      notes: { id: note!.id, properties: { hs_note_body: note!.body } },
      '0-3': { id: deal.id, properties: { ...deal.properties } },
    }
    answer.results.push({ ...answer.results[0]!, ...others[type as keyof typeof others] })
  })
  await clear()
  expect(noteOf('young@example.com')).toHaveLength(1)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
})

test.for([OTHER.date, 'email', 'hs_additional_emails'])(
  'a contact that is read without %s may be another’s, or somebody who came later',
  async (name) => {
    await agedLeads('aged@example.com')
    answering(READS, ({ results }) => {
      for (const { properties } of results) delete properties[name]
    })
    expect(await clear()).toMatchObject({ cleared: 0, failed: 1 })
    expect(await lastRun()).toMatchObject({ outcome: 'partial' })
    expect(isCleared('aged@example.com')).toBe(false)
  },
)

test('what an aged contact shares with a later one stays: the deal’s score, and the note', async () => {
  await agedLeads('aged@example.com', 'young@example.com')
  const id = contactOf('aged@example.com').id
  const deal = dealOf('young@example.com')
  const note = noteOf('young@example.com')[0]!
  await hubspot().createNote({ text: note.body, at: new Date(), on: [{ type: 'contacts', id }] })
  await hubspot().associate([{ dealId: deal.id, contactId: id }])
  expect(await clear()).toMatchObject({ cleared: 1 })
  expect(isCleared('aged@example.com')).toBe(true)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
  expect(noteOf('aged@example.com').map(({ body }) => body)).toEqual([note.body])
})

test('a note of sales with the address of a lead’s page in it is theirs', async () => {
  await agedLeads('aged@example.com')
  const text = 'Called. <a href="https://scorecard.example.com/ops/leads/a-1">Her answers</a>'
  const on = [{ type: 'contacts' as const, id: contactOf('aged@example.com').id }]
  await hubspot().createNote({ text, at: new Date(), on })
  expect(await clear()).toMatchObject({ cleared: 1 })
  expect(noteOf('aged@example.com').map(({ body }) => body)).toEqual([text])
})

test('who is sent while a write breaks off that was carried out is sent again', async () => {
  await agedLeads('aged@example.com')
  const crm = hubspot()
  await clear({
    ...crm,
    update: async (type, ...call) => {
      if (type !== 'contacts') return crm.update(type, ...call)
      await createTestLead(db, { email: 'aged@example.com' })
      await drain()
      await crm.update(type, ...call)
      throw new TransientError({ kind: 'timeout' })
    },
  })
  expect(isCleared('aged@example.com')).toBe(true)
  await drain()
  expect(contactOf('aged@example.com').properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('a lead that is sent and not written down yet while its contact is cleared is sent again', async () => {
  await agedLeads('aged@example.com')
  const crm = hubspot()
  await clear({
    ...crm,
    update: async (type, ...call) => {
      if (type !== 'contacts') return crm.update(type, ...call)
      await createTestLead(db, { email: 'aged@example.com' })
      const write: Crm['upsert'] = async (...sent) => {
        const answer = await crm.upsert(...sent)
        if (sent[0] === 'contacts') await crm.update(type, ...call)
        return answer
      }
      await drain({ crm: { ...crm, upsert: write } })
    },
  })
  await drain()
  expect(contactOf('aged@example.com').properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('an erasure that comes while its contact is cleared is done, and nothing comes back', async () => {
  await agedLeads('aged@example.com')
  const crm = hubspot()
  await clear({
    ...crm,
    update: async (type, ...call) => {
      await db.erasure.create({
        data: { addressHash: 'hash', source: 'request', erasedRows: 0, email: 'aged@example.com' },
      })
      await erase()
      return crm.update(type, ...call)
    },
  })
  expect(portal.contacts()).toEqual([])
  expect(await db.erasure.findFirst()).toMatchObject({ status: 'completed' })
  expect(await clear()).toEqual({ cleared: 0, failed: 0, stopped: null })
})

test('a contact that an answer mentions twice does not stand in for one that it leaves out', async () => {
  await agedLeads('one@example.com', 'two@example.com')
  answering(READS, ({ results }) => void (results[1] = results[0]!))
  expect(await clear()).toEqual({ cleared: 1, failed: 1, stopped: null })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('a contact that was merged answers under another number, and is left to the next night', async () => {
  await agedLeads('one@example.com', 'two@example.com')
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
  await agedLeads('one@example.com', 'two@example.com')
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
  await agedLeads('aged@example.com')
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
  await agedLeads('aged@example.com')
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
  await agedLeads('aged@example.com')
  const crm = hubspot()
  const associatedDeals: Crm['associatedDeals'] = async (from) => {
    const { dealIds } = await crm.associatedDeals(from.map(({ id }) => ({ id })))
    return { dealIds, next: from.map(({ id }) => ({ id, after: 'more' })) }
  }
  expect(await clear({ ...crm, associatedDeals })).toMatchObject({ cleared: 0, failed: 1 })
  expect(isCleared('aged@example.com')).toBe(false)
})

test('contacts that cannot be cleared, one here and there, do not end the night', async () => {
  await createTestLeads(db, 12)
  await drain()
  await db.assessment.updateMany({ data: { createdAt: new Date('2020-01-31T10:00:00Z') } })
  await db.$executeRaw`SELECT scrub_assessments('2020-06-01', '-infinity', 1000)`
  for (const { id } of portal.contacts())
    await hubspot().update('contacts', id, { [SCORE_NAMES.date]: LONG_AGO })
  const bad = portal.contacts().slice(0, 8)
  portal.setFaults({
    rules: bad.map(({ id }) => ({ kind: 'odd_json_400', method: 'PATCH', path: `/${id}` })),
  })
  for (let night = 0; night < 20; night++) await clear()
  expect(portal.contacts().filter(({ properties }) => properties[SCORE_NAMES.date])).toHaveLength(8)
})
