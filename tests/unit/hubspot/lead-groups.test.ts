import { expect, test } from 'vitest'
import { buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { type Lead, groupLeads, groupSize } from '#app/services/crm/group-leads.server.ts'

function createLead(
  email: string,
  retryCount = 1,
  completedAt = '2026-11-01T09:00:00Z',
  scorecard = 'ai-readiness',
): Lead {
  const payload = buildSyncPayload({
    assessmentId: crypto.randomUUID(),
    scorecard,
    email,
    totalScore: 50,
    scoreCategory: 'risk_zone',
    scoreBreakdown: { valueAssurance: 50, customerSafe: 50, riskCompliance: 50, governance: 50 },
    completedAt: new Date(completedAt),
    completionTimeSeconds: 600,
    leadQuality: 'basic',
    leadSource: null,
  })
  const row = {
    id: payload.assessmentId,
    assessmentId: payload.assessmentId,
    payload,
    claimToken: 'run',
    revision: 1,
    retryCount,
    spent: false,
    probes: [],
    nextRetryAt: '2026-11-23T09:01:00+00:00',
    maxRetries: 5,
    retryDelaySeconds: 60,
    syncType: 'contact' as const,
    newest: null,
    knownDealId: null,
    knownContactId: null,
    confirmed: true,
    neverSent: true,
    allowed: true,
    traceId: null,
  }
  return { row, payload }
}

test('250 people are three calls, and no address is in one twice', () => {
  const leads = Array.from({ length: 500 }, (_, place) => createLead(`person-${place % 250}@example.com`))
  const groups = groupLeads(leads)
  expect(groups.map((people) => people.length)).toEqual([100, 100, 50])
  expect(groups.flat().reduce((sum, { leads }) => sum + leads.length, 0)).toBe(500)
})

test('a lead that has failed often travels in smaller company, the last time alone', () => {
  expect([1, 2, 3, 4, 5, 9].map(groupSize)).toEqual([100, 100, 25, 5, 1, 1])
  const leads = [
    ...Array.from({ length: 30 }, (_, place) => createLead(`new-${place}@example.com`)),
    ...Array.from({ length: 7 }, (_, place) => createLead(`fourth-${place}@example.com`, 4)),
    createLead('last-1@example.com', 5),
    createLead('last-2@example.com', 5),
  ]
  expect(groupLeads(leads).map((people) => people.length)).toEqual([30, 5, 2, 1, 1])
})

test('of two assessments of one person the newer one gives the scores, in whatever order they come', () => {
  const older = createLead('robin@example.com', 1, '2026-11-01T09:00:00Z')
  const newer = createLead('robin@example.com', 1, '2026-11-02T09:00:00Z')
  for (const leads of [
    [older, newer],
    [newer, older],
  ]) {
    expect(groupLeads(leads)[0]?.[0]?.properties.ai_assessment_date).toBe('2026-11-02')
  }
})

test('of two scorecards that one person took, the newest of each gives its own scores, and one contact has both', () => {
  const readiness = createLead('robin@example.com', 1, '2026-11-01T09:00:00Z')
  const quick = createLead('robin@example.com', 1, '2026-11-02T09:00:00Z', 'quick-check')
  const [people] = groupLeads([quick, readiness])
  expect(people).toHaveLength(1)
  expect(people?.[0]?.properties).toMatchObject({
    ai_assessment_date: '2026-11-01',
    quick_check_date: '2026-11-02',
  })
})

test('beside what HubSpot has of a newer assessment, a lead gives its scores only where that is of another scorecard', () => {
  const { row, payload } = createLead('robin@example.com')
  const newer = {
    completedAt: '2026-11-02T09:00:00Z',
    ...mapContactFields(() => null),
    email: 'robin@example.com',
  }
  const dateBeside = (scoredAt: string | null) =>
    groupLeads([{ row: { ...row, newest: { ...newer, scoredAt } }, payload }])[0]?.[0]?.properties
      .ai_assessment_date
  expect(dateBeside(newer.completedAt)).toBeUndefined()
  expect(dateBeside(null)).toBe('2026-11-01')
  expect(dateBeside('2026-10-30T09:00:00Z')).toBe('2026-11-01')
})
