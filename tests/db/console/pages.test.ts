import { beforeEach, expect, test } from 'vitest'
import { pauseOperation, readPauses, endPauses } from '#app/data/pauses.server.ts'
import { pageAsCsv } from '#app/domain/console/page-files.ts'
import { performAct, proposeAct } from '#app/services/console/act.server.ts'
import { recordListLook } from '#app/services/console/look.server.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { CONSOLE_PAGES, findPage } from '#app/services/console/pages.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { seed } from '#prisma/seed.ts'
import { CONSOLE_TOUR } from '#tests/helpers/console-tour.ts'
import { EXPERIMENT } from '#tests/helpers/experiments.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()
beforeEach(() => seed(db))

const expected = { retentionDays: 30, hubspot: true }
const viewer = { by: 'token', name: 'owner', actor: 'token:owner', roles: ['view'], session: 'one' } as const

async function show(path: string, query = '') {
  const { page, id } = findPage(path)!
  const request = { params: new URLSearchParams(query), id, expected, now: new Date(), details: false }
  return (await showPage(db, page.show, request, viewer))!
}

test.each(CONSOLE_TOUR)('the page "%s" is one statement, session and all', async (path) => {
  const { page, id } = findPage(path)!
  let statements = 0
  const counting = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== '$queryRaw') return value
      return (...given: unknown[]) => {
        statements += 1
        return (value as (...args: unknown[]) => unknown).apply(target, given)
      }
    },
  })
  const request = { params: new URLSearchParams(), id, expected, now: new Date(), details: false }
  await showPage(counting, page.show, request, viewer)
  expect(statements).toBe(1)
})

test('the overview calls kept and broken what /health does', async () => {
  const { problems } = await checkHealth(db, expected)
  expect(problems).toContain('hubspot_dead')
  const view = await show('')
  const verdicts = view.sections[0]!.verdicts!
  expect(verdicts.find(({ id }) => id === 'lost')?.kept).toBe(false)
  expect(verdicts.flatMap(({ todo }) => todo)).toHaveLength(problems.length)
})

test.each([
  ['leads', 'quality=gold'],
  ['leads', 'category=%00'],
  ['leads', 'from=2026-02-31'],
  ['leads', 'to=0000-00-00'],
  ['leads', 'least=-1'],
  ['leads', 'most=1e9'],
  ['leads', 'least=90&most=10'],
  ['leads', 'sync=pending&sync=dead'],
  ['leads', 'cause=%27%20OR%201=1'],
  ['leads', 'before=x'],
  ['leads', 'before=0000-01-01T00:00:00.000Z~x'],
  ['leads', 'before=2026-99-99T00:00:00.000Z~x'],
  ['leads', 'nothing=1'],
  ['leads', 'from=2026-11-20&to=2026-11-01'],
  ['leads', 'source=%00'],
  ['leads', `campaign=${'x'.repeat(101)}`],
  ['leads', 'traffic=everybody'],
  ['embedding', 'campaign=Erika+Mustermann'],
  ['funnel', 'days=0'],
  ['funnel', 'days=367'],
  ['funnel', 'days=1e3'],
  ['funnel', 'to=2026-02-31'],
  ['funnel', 'to=2099-01-01'],
  ['funnel', 'source=a%00b'],
  ['funnel', `campaign=${'x'.repeat(101)}`],
  ['funnel', 'device=fridge'],
  ['funnel', 'kind=x'],
  ['funnel', 'language=a&language=b'],
  ['funnel', 'slot=1'],
  ['results', 'version=%0a'],
  ['results', 'days=-1'],
  ['results', 'source=ads'],
  ['webhooks', 'receiver=%00'],
  ['webhooks', 'type=lead.lost'],
  ['webhooks', 'status=cancelled'],
  ['record', 'action=dropped'],
  ['hubspot', 'x=y'],
  ['experiments', 'x=y'],
  [`experiments/${EXPERIMENT.id}`, 'x=y'],
])('what the page %s cannot read in its address (%s) is an error in words', async (path, query) => {
  const { errors } = await show(path, query)
  expect(errors!.length).toBeGreaterThan(0)
  expect(errors!.join(' ')).not.toContain('OR 1=1')
})

test('the list goes through all leads once, whatever the filter', async () => {
  const dead = await db.hubspotSyncQueue.findMany({ where: { status: 'dead' } })
  for (const filter of ['', 'quality=basic', 'least=40&most=80', 'sync=dead']) {
    const ids: string[] = []
    for (let query: string | null = filter; query !== null;) {
      const view: Awaited<ReturnType<typeof show>> = await show('leads', query)
      const rows = view.sections[0]!.table!.rows.map(({ cells }) => String(cells.id))
      ids.push(...rows)
      query = view.next === undefined ? null : view.next.split('?')[1]!
    }
    const matching = await db.assessment.count({
      where: {
        ...(filter === 'quality=basic' && { leadQuality: 'basic' }),
        ...(filter.startsWith('least') && { totalScore: { gte: 40, lte: 80 } }),
        ...(filter === 'sync=dead' && { id: { in: dead.map(({ assessmentId }) => assessmentId) } }),
      },
    })
    expect(new Set(ids).size, filter).toBe(ids.length)
    expect(ids, filter).toHaveLength(matching)
  }
})

test('no page shows an address, a name or a phone number that nobody has asked for', async () => {
  const people = await db.assessment.findMany({ where: { email: { not: null } } })
  const pages = await Promise.all(
    CONSOLE_PAGES.map(({ name }) => show(name.endsWith('/') ? `${name}${people[0]!.id}` : name)),
  )
  const text = JSON.stringify(pages)
  for (const { email, lastName, phone } of people)
    for (const told of [email, lastName, phone]) if (told) expect(text).not.toContain(`"${told}"`)
})

test('the page of a lead has what followed it in HubSpot, and what receivers were told', async () => {
  const { id } = await db.assessment.findFirstOrThrow()
  await db.hubspotFollowUp.create({ data: { id: 'note', assessmentId: id, kind: 'note' } })
  const event = {
    eventId: 'msg_1',
    type: 'lead.qualified',
    receiver: 'crm',
    assessmentId: id,
    status: 'dead',
  }
  await db.webhookDelivery.create({ data: { id: 'event', ...event, lastError: 'rejected 400' } })
  const { rows } = (await show(`leads/${id}`)).sections.find((section) => section.id === 'history')!.table!
  expect(rows.map(({ cells }) => cells.what)).toEqual(
    expect.arrayContaining(['Follows in the CRM: note, queued', 'Webhook: lead.qualified, queued']),
  )
  expect(rows.flatMap(({ acts = [] }) => acts)).toContainEqual({
    label: 'Send again',
    href: '/ops/act?act=redeliver_webhooks&id=event',
  })
})

test('a look at a list that cannot be shown is no look', async () => {
  const before = await db.opsAction.count()
  expect(await recordListLook(db, viewer, new URLSearchParams('least=90&most=10'))).toBeNull()
  expect(await db.opsAction.count()).toBe(before)
})

test('what is confirmed is done to as many as were named, and recorded with it', async () => {
  const act = { act: 'retry_leads' } as const
  const { count } = await proposeAct(db, act)
  expect(count).toBeGreaterThan(0)
  const done = await performAct(db, viewer, act)
  expect(done.count).toBe(count)
  const recorded = await db.opsAction.findUniqueOrThrow({ where: { id: done.id } })
  expect(recorded).toMatchObject({ actor: 'token:owner', action: 'retried_leads', subject: 'all', count })
  expect((await proposeAct(db, act)).count).toBe(0)
})

test('a pause by hand outlasts what works and what fails meanwhile, until somebody resumes it', async () => {
  await performAct(db, viewer, { act: 'pause', operation: 'contacts', reason: 'wrong_data' })
  const failing = { reason: 'unavailable', evidence: 'server_error', seconds: 1 } as const
  await pauseOperation(db, { operation: 'contacts', ...failing })
  await endPauses(db, ['contacts'])
  expect(await readPauses(db, ['contacts'])).toMatchObject([{ reason: 'operator', evidence: 'wrong_data' }])
  const { sections } = await show('hubspot')
  expect(JSON.stringify(sections)).toContain('What arrives there is wrong')
  expect((await performAct(db, viewer, { act: 'resume', operation: 'contacts' })).count).toBe(1)
  expect(await readPauses(db, ['contacts'])).toEqual([])
})

test('a spreadsheet runs nothing of what a page holds', () => {
  const columns = [{ id: 'a', label: 'A' }]
  const rows = ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1', 'a"b', 'plain'].map((a) => ({ cells: { a } }))
  const csv = pageAsCsv({
    title: 'T',
    lead: '',
    sections: [{ id: 's', title: 'S', table: { caption: '', columns, rows, empty: '' } }],
  })
  const [, ...fields] = csv.trimEnd().split('\r\n')
  expect(fields.slice(0, -2).every((field) => field.startsWith(`"'`))).toBe(true)
  expect(fields.slice(-2)).toEqual(['"a""b"', '"plain"'])
})
