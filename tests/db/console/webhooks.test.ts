import { expect, test } from 'vitest'
import { noteProblems } from '#app/data/alerts.server.ts'
import type { Act } from '#app/domain/console/act.ts'
import { performAct, proposeAct } from '#app/services/console/act.server.ts'
import { deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { rowsBy, sectionOf, showConsole } from '#tests/helpers/console.ts'
import { useWebhooks } from '#tests/helpers/webhooks.ts'

const { db, receiver, dependencies, types } = await useWebhooks()
const viewer = {
  by: 'token',
  name: 'owner',
  actor: 'token:owner',
  roles: ['operate'],
  session: 'one',
} as const
const deliver = () => deliverWebhooks(dependencies)
const qualified = { phone: '+1 555 010 0000' }

async function confirm(act: Act) {
  const { count } = await proposeAct(db, act)
  const done = await performAct(db, viewer, act)
  expect(done.count).toBe(count)
  return db.opsAction.findUniqueOrThrow({ where: { id: done.id } })
}

/** What an action of a table leads to, as the page that confirms reads it. */
const actOf = (href: string) => Object.fromEntries(new URL(href, 'https://x.example').searchParams) as Act

test('the page shows what was given up and why, and sends all that match again, as many as it said', async () => {
  await createTestAssessment(db, qualified)
  await createTestAssessment(db, qualified)
  receiver.setFault('413')
  await deliver()
  receiver.reset()
  const view = await showConsole(db, 'webhooks?type=lead.qualified')
  expect(view.needsSomebody).toBe(true)
  expect(sectionOf(view, 'queue').figures!.find(({ id }) => id === 'dead')!.value).toBe(4)
  expect(rowsBy(sectionOf(view, 'causes'), 'cause').too_large).toMatchObject({ count: 4 })
  const log = sectionOf(view, 'log')
  expect(log.table!.rows.map(({ cells }) => cells.state)).toEqual(['given up', 'given up'])

  const again = actOf(log.acts!.find(({ label }) => label === 'Send all that match again')!.href)
  expect(await confirm(again)).toMatchObject({
    action: 'redelivered_webhooks',
    subject: 'lead_qualified',
    count: 2,
  })
  await deliver()
  expect(types()).toEqual(['lead.qualified', 'lead.qualified'])
  const causeActs = sectionOf(await showConsole(db, 'webhooks'), 'causes').table!.rows[0]!.acts!
  expect(await confirm(actOf(causeActs[1]!.href))).toMatchObject({
    action: 'dismissed_webhooks',
    subject: 'too_large',
    count: 2,
  })
  expect((await showConsole(db, 'webhooks')).needsSomebody).toBe(false)
})

test('one event, and a test to a receiver, are sent by the buttons beside them', async () => {
  await createTestAssessment(db)
  await deliver()
  const view = await showConsole(db, 'webhooks')
  const [one] = sectionOf(view, 'log').table!.rows
  expect(await confirm(actOf(one!.acts![0]!.href))).toMatchObject({ subject: 'one', count: 1 })
  const [to] = sectionOf(view, 'receivers').table!.rows
  expect(to!.cells).toMatchObject({ state: 'runs', delivered: 1 })
  expect(await confirm(actOf(to!.acts!.at(-1)!.href))).toMatchObject({
    action: 'tested_webhooks',
    subject: 'one_receiver',
    count: 1,
  })
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'assessment.completed', 'test'])
})

test('the list of events goes through all of them once', async () => {
  for (let number = 0; number < 12; number++) await createTestAssessment(db, qualified)
  const seen: string[] = []
  for (let address: string | undefined = 'webhooks'; address !== undefined;) {
    const view: Awaited<ReturnType<typeof showConsole>> = await showConsole(db, address)
    seen.push(...sectionOf(view, 'log').table!.rows.map(({ cells }) => String(cells.event)))
    address = view.next?.replace('/ops/', '')
  }
  expect(seen).toHaveLength(24)
  expect(new Set(seen).size).toBe(24)
})

test('alerts are shown, open ones first, with what to do', async () => {
  await noteProblems(db, ['hubspot_dead'], null)
  const view = await showConsole(db, 'webhooks')
  expect(view.needsSomebody).toBe(true)
  const { cells } = sectionOf(view, 'alerts').table!.rows[0]!
  expect(cells).toMatchObject({ problem: 'hubspot_dead', state: 'open' })
  expect(cells.explanation).toContain('npm run hubspot:status')
})
