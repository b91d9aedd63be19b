import { beforeEach, expect, test } from 'vitest'
import { checkSalesforceFields } from '#app/services/crm/check-salesforce.server.ts'
import { sendTestLead } from '#app/services/crm/send-test-lead.server.ts'
import { clientOf, useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'

const { organization } = await useSalesforceSync()
const DEAL = { pipeline: '', stage: 'Prospecting', amount: 0 }

beforeEach(() => organization.reset())

test('a field that lacks, and a key that is not unique, are named with what to make', async () => {
  expect(await checkSalesforceFields(clientOf(organization))).toEqual([])
  organization.define('Contact', 'AI_Lead_Quality__c', null)
  organization.define('Opportunity', 'AI_Assessment_Id__c', { length: 255, externalId: true })
  expect(await checkSalesforceFields(clientOf(organization))).toEqual([
    expect.stringMatching(/Contact has no field AI_Lead_Quality__c.*Text\(255\)/),
    expect.stringMatching(/Opportunity\.AI_Assessment_Id__c must be an External ID and unique/),
  ])
})

test('a made-up lead goes through every call, and nothing of it stays', async () => {
  const steps = await sendTestLead(clientOf(organization), DEAL, new Date('2026-11-26T10:00:00Z'))
  expect(steps.filter(({ ok }) => !ok)).toEqual([])
  expect(organization.contacts()).toEqual([])
  expect(organization.opportunities()).toEqual([])
  expect(organization.unexpected()).toEqual([])
})

test('a stage that is none is named with the setting of Salesforce', async () => {
  const steps = await sendTestLead(clientOf(organization), { ...DEAL, stage: 'Maybe' }, new Date())
  expect(steps.find(({ ok }) => !ok)?.detail).toMatch(/^SALESFORCE_STAGE is Maybe.*Prospecting/)
})
