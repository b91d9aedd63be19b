import { expect, test } from 'vitest'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { UNCONFIRMED, createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

// A free portal has no room for the properties of a second scorecard, and anybody may take it.

const { db, portal, drain, pauses } = await useHubspotSync()

const QUICK = {
  scorecard: QUICK_CHECK.scorecard,
  quizVersion: QUICK_CHECK.version,
  scoreBreakdown: Object.fromEntries(QUICK_CHECK.areas.map(({ breakdownKey }) => [breakdownKey, 75])),
}

async function forget(type: 'contacts' | 'deals', prefix: string): Promise<void> {
  const headers = { Authorization: `Bearer ${portal.token}` }
  const path = `${portal.url}/crm/properties/2026-09/${type}`
  const { results } = (await (await fetch(path, { headers })).json()) as { results: { name: string }[] }
  const names = results.map(({ name }) => name).filter((name) => name.startsWith(prefix))
  expect(names).not.toEqual([])
  for (const name of names) await fetch(`${path}/${name}`, { method: 'DELETE', headers })
}

test.each([
  ['confirmed', {}],
  ['unconfirmed', UNCONFIRMED],
])(
  'leads of a scorecard whose properties the portal lacks go without them, and hold up nobody: %s',
  async (_, state) => {
    await forget('contacts', 'quick_check_')
    await forget('deals', 'quick_check_')
    await createTestLead(db, { ...state, ...QUICK, email: 'quick@example.com', qualifiedForBriefing: true })
    await createTestLead(db, { ...state, email: 'readiness@example.com', qualifiedForBriefing: true })

    const counts = await drain()

    expect(counts).toMatchObject({ completed: 2, stopped: null })
    expect(counts?.unknownAnswers).toMatch(/property_missing .*properties=\S*quick_check_score/)
    expect(await pauses()).toEqual([])
    const [quick, readiness] = ['quick@example.com', 'readiness@example.com'].map(
      (email) => portal.contacts().find(({ properties }) => properties.email === email)!.properties,
    )
    expect(Object.keys(quick!).filter((name) => name.startsWith('quick_check_'))).toEqual([])
    expect(readiness).toHaveProperty('ai_assessment_score')
    expect(portal.deals()).toHaveLength(2)
  },
)

test('such a lead that comes alone, and again with a property fewer, arrives as well', async () => {
  await forget('contacts', 'quick_check_score')
  const lead = { ...QUICK, qualifiedForBriefing: true }
  await createTestLead(db, { ...lead, email: 'alone@example.com' })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  await forget('contacts', 'quick_check_')
  await createTestLead(db, { ...lead, email: 'again@example.com' })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  expect(portal.contacts()).toHaveLength(2)
  expect(portal.deals().map(({ properties }) => properties.quick_check_score)).toEqual(['75', '75'])
})

test('a property of the default scorecard that the portal lacks pauses the contacts, as it did', async () => {
  await forget('contacts', 'ai_lead_quality')
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 0, stopped: 'portal_settings' })
})
