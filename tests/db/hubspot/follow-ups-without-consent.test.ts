import { expect, test } from 'vitest'
import { parseOwnerRules } from '#app/domain/hubspot/owner-rules.ts'
import type { FollowUpSettings } from '#app/services/crm/follow-up-settings.server.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import { createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { createFormsClient } from '#app/clients/hubspot/client.server.ts'

const { db, portal, drain } = await useHubspotSync()

const followUps = followUpSettings({
  notes: true,
  form: {
    client: createFormsClient({ token: portal.token, baseUrl: portal.url }),
    portalId: '62515',
    formId: '00000000-0000-4000-8000-000000000000',
    company: null,
  },
  ownerRules: parseOwnerRules('*: 101') as FollowUpSettings['ownerRules'],
})

test('what follows a lead is over once its person is not to be contacted any more, and is not taken up in each run', async () => {
  const lead = await createTestLead(db)
  await drain()
  await db.hubspotFollowUp.createMany({
    data: ['note', 'form', 'contact_owner', 'deal_owner'].map((kind) => ({
      assessmentId: lead.id,
      kind,
      contactId: '1',
      dealId: '2',
      lastError: 'server_error status=500',
    })),
  })
  await db.assessment.update({ where: { id: lead.id }, data: { consentPurposes: ['results'] } })
  const calls = portal.calls().length
  await drain({ followUps })
  expect(await db.hubspotFollowUp.groupBy({ by: ['status'], _count: true })).toEqual([
    { status: 'cancelled', _count: 4 },
  ])
  expect(portal.calls()).toHaveLength(calls)
})
