import { type HubspotClient, HubspotError } from '#app/clients/hubspot.server.ts'
import {
  type DealSettings,
  buildSyncPayload,
  contactProperties,
  dealProperties,
} from '#app/domain/hubspot-mapping.ts'
import { explainSyncError } from '#app/domain/sync-error.ts'
import { pipelineProblem } from './hubspot-setup.server.ts'

/** One thing that was tried, in the order of the sync. */
export interface TestStep {
  step: string
  ok: boolean
  /** what was found, or the cause and what to do */
  detail: string
}

/** A step found what has to be put right. The message says what to do. */
class StepProblem extends Error {}

/**
 * Sends a made-up lead through every call of the sync and takes it back: shows that the token, its permissions, the
 * properties, the pipeline and the stage are right. Stops at the first step that fails; clearing up runs in any case.
 * Afterwards the contact is gone for good and the deal is in HubSpot's recycling bin.
 */
export async function sendTestLead(
  hubspot: HubspotClient,
  deal: DealSettings,
  now: Date,
): Promise<TestStep[]> {
  const steps: TestStep[] = []
  const lead = testLead(now)
  let contactId: string | undefined
  let dealId: string | undefined
  const step = async (name: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      steps.push({ step: name, ok: true, detail: await work() })
      return true
    } catch (error) {
      if (!(error instanceof HubspotError || error instanceof StepProblem)) throw error
      const detail = error instanceof HubspotError ? explainSyncError(error.error) : error.message
      steps.push({ step: name, ok: false, detail })
      return false
    }
  }

  try {
    const through =
      (await step('token', async () => `portal ${(await hubspot.account()).portalId}`)) &&
      (await step('pipeline and stage', async () => {
        const problem = pipelineProblem(await hubspot.listDealPipelines(), deal)
        if (problem !== null) throw new StepProblem(problem)
        return `${deal.pipeline}, ${deal.stage}`
      })) &&
      (await step('contact', async () => {
        contactId = await upsertOne(hubspot, 'contacts', 'email', lead.email, contactProperties(lead))
        return `contact ${contactId}`
      })) &&
      (await step('deal', async () => {
        const properties = dealProperties(lead, deal)
        dealId = await upsertOne(hubspot, 'deals', 'ai_assessment_id', lead.assessmentId, properties)
        return `deal ${dealId}`
      }))
    if (through && contactId !== undefined && dealId !== undefined) {
      const pair = { contactId, dealId }
      await step('association', async () => {
        await hubspot.associate([pair])
        return 'deal and contact'
      })
    }
  } finally {
    await step('clearing up', async () => {
      // The ids are looked up when an answer got lost: what it made is there all the same.
      dealId ??= (await hubspot.read('deals', 'ai_assessment_id', [lead.assessmentId]).catch(() => []))[0]?.id
      contactId ??= (await hubspot.read('contacts', 'email', [lead.email]).catch(() => []))[0]?.id
      if (dealId !== undefined) await hubspot.archive('deals', dealId)
      if (contactId !== undefined) await hubspot.gdprDeleteContact(contactId)
      return contactId === undefined && dealId === undefined ? 'nothing was made' : 'nothing is left'
    })
  }
  return steps
}

async function upsertOne(
  hubspot: HubspotClient,
  type: 'contacts' | 'deals',
  idProperty: string,
  key: string,
  properties: Record<string, string>,
): Promise<string> {
  const { results, failures } = await hubspot.upsert(type, idProperty, [
    { key, traceId: crypto.randomUUID(), properties },
  ])
  if (failures[0]) throw new StepProblem(explainSyncError(failures[0].error))
  if (!results[0]) throw new StepProblem(explainSyncError({ kind: 'no_result' }))
  return results[0].id
}

function testLead(now: Date) {
  const id = crypto.randomUUID()
  return buildSyncPayload({
    assessmentId: `test-${id}`,
    email: `scorecard-test-${id}@example.com`,
    firstName: 'Scorecard',
    lastName: 'Test',
    company: 'Test, to be deleted',
    phone: '+1 555 0100',
    totalScore: 50,
    scoreCategory: 'risk_zone',
    scoreBreakdown: { valueAssurance: 50, customerSafe: 50, riskCompliance: 50, governance: 50 },
    completedAt: now,
    completionTimeSeconds: 600,
    leadQuality: 'executive_briefing_qualified',
    leadSource: null,
  })
}
