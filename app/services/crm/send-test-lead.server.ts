import type { Crm, ObjectType } from '#app/domain/crm/crm.ts'
import { CrmError, NotFoundError, TransientError } from '#app/domain/crm/errors.ts'
import {
  type DealSettings,
  buildSyncPayload,
  contactProperties,
  dealProperties,
} from '#app/domain/hubspot/mapping.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { defaultQuiz } from '#app/content/scorecards.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { leadNamesOf, scorecardsInCrm } from '#app/content/crm.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { pipelineProblem, placeProblems } from './set-up-portal.server.ts'

export interface TestStep {
  step: string
  ok: boolean
  detail: string
}

/** A step found what has to be put right. The message says what to do. */
class StepProblem extends Error {}

interface MadeRecord {
  type: ObjectType
  idProperty: string
  key: string
  id?: string
}

const CLEARING_TRIES = 3

/** Shows that token, scopes, properties and pipeline are right, and takes back what it made, whatever failed. */
export async function sendTestLead(crm: Crm, deal: DealSettings, now: Date): Promise<TestStep[]> {
  const steps: TestStep[] = []
  const leads = testLeads(now)
  const contact: MadeRecord = { type: 'contacts', idProperty: 'email', key: leads[0]!.email }
  // Each scorecard's, so that every property is tried.
  const properties = Object.assign(
    {},
    ...leads.map((lead) => contactProperties(lead, leadNamesOf(lead.scorecard))),
  ) as Record<string, string>
  const deals = leads.map(
    (lead): { name: string; properties: Record<string, string>; record: MadeRecord } => ({
      name: lead.scorecard === DEFAULT_SCORECARD ? 'deal' : `deal of ${lead.scorecard}`,
      properties: dealProperties(lead, leadNamesOf(lead.scorecard), deal),
      record: { type: 'deals', idProperty: 'ai_assessment_id', key: lead.assessmentId },
    }),
  )
  const made: MadeRecord[] = []
  const step = async (name: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      steps.push({ step: name, ok: true, detail: await work() })
      return true
    } catch (error) {
      if (!(error instanceof CrmError || error instanceof StepProblem)) throw error
      steps.push({ step: name, ok: false, detail: describeStepProblem(error) })
      return false
    }
  }

  try {
    void (
      (await step('token', async () => (await crm.account()).name)) &&
      (await step('pipeline and stage', async () => {
        const pipelines = await crm.listDealPipelines()
        const problems = [
          pipelineProblem(pipelines, deal, crm.id),
          ...placeProblems(pipelines, deal.places, crm.id),
        ]
        const problem = problems.find((found) => found !== null)
        if (problem !== undefined) throw new StepProblem(problem)
        return `${deal.pipeline}, ${deal.stage}`
      })) &&
      (await step('contact', () => make(crm, made, contact, properties))) &&
      (await inTurn(deals, (one) => step(one.name, () => make(crm, made, one.record, one.properties)))) &&
      (await step('association', async () => {
        const pairs = deals.map(({ record }) => ({ contactId: contact.id!, dealId: record.id! }))
        const { associated, failures } = await crm.associate(pairs)
        const missing = pairs.some(({ dealId }) => !associated.some((pair) => pair.dealId === dealId))
        if (missing) throw problem(failures[0] ?? { kind: 'no_result' })
        return 'deal and contact'
      })) &&
      // The sync reads back what an answer left out, and erasure looks people up.
      (await step('reading', async () => {
        for (const { type, idProperty, key } of made) await crm.read(type, idProperty, [key])
        return 'contact and deal'
      }))
    )
  } finally {
    await step('clearing up', async () => {
      const left: string[] = []
      for (const record of made.reverse()) {
        const failure = await clear(crm, record)
        if (failure) left.push(`${nameRecord(record)} may be left in HubSpot, delete it there (${failure})`)
      }
      if (left.length > 0) throw new StepProblem(left.join('; '))
      return made.length === 0 ? 'nothing was made' : 'nothing is left'
    })
  }
  return steps
}

/** @returns whether all of them worked; what comes after one that did not is not tried */
async function inTurn<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<boolean>,
): Promise<boolean> {
  for (const item of items) if (!(await work(item))) return false
  return true
}

async function make(
  crm: Crm,
  made: MadeRecord[],
  record: MadeRecord,
  properties: Record<string, string>,
): Promise<string> {
  const { type, idProperty, key } = record
  const input = { key, traceId: crypto.randomUUID(), properties }
  const { results, failures } = await crm.upsert(type, idProperty, [input]).catch((error: unknown) => {
    if (error instanceof TransientError) made.push(record)
    throw error
  })
  if (failures[0]) throw problem(failures[0].error)
  made.push(record)
  if (!results[0]) throw problem({ kind: 'no_result' })
  record.id = results[0].id
  return nameRecord(record)
}

/** @returns why the record could not be taken back; null when it is gone or was never there */
async function clear(crm: Crm, record: MadeRecord): Promise<string | null> {
  let failure: string | null = null
  for (let attempt = 0; attempt < CLEARING_TRIES; attempt++) {
    try {
      // Looked up when the answer got lost: what the call made is there all the same.
      record.id ??= (await crm.read(record.type, record.idProperty, [record.key]))[0]?.id
      if (record.id === undefined) return null
      await (record.type === 'deals' ? crm.archive('deals', record.id) : crm.eraseContact(record.id))
      return null
    } catch (error) {
      if (error instanceof NotFoundError) return null
      if (!(error instanceof CrmError)) throw error
      failure = describeStepProblem(error)
    }
  }
  return failure
}

function nameRecord({ type, id, key }: MadeRecord): string {
  return `${type === 'deals' ? 'deal' : 'contact'} ${id ?? key}`
}

function problem(error: SyncError): StepProblem {
  return new StepProblem(explainSyncError(error, 'script'))
}

function describeStepProblem(error: Error): string {
  return error instanceof CrmError ? explainSyncError(error.error, 'script') : error.message
}

function testLeads(now: Date) {
  const id = crypto.randomUUID()
  return [defaultQuiz(), ...scorecardsInCrm().map(({ quiz }) => quiz)].map((quiz) => testLead(quiz, id, now))
}

function testLead({ scorecard, areas }: Quiz, id: string, now: Date) {
  return buildSyncPayload({
    // Every field, so that every property is tried.
    ...mapContactFields((_, { example }) => example),
    assessmentId: scorecard === DEFAULT_SCORECARD ? `test-${id}` : `test-${id}-${scorecard}`,
    scorecard,
    email: `scorecard-test-${id}@example.com`,
    firstName: 'Scorecard',
    lastName: 'Test',
    company: 'Test, to be deleted',
    totalScore: 50,
    scoreCategory: 'risk_zone',
    scoreBreakdown: Object.fromEntries(areas.map(({ breakdownKey }) => [breakdownKey, 50])),
    completedAt: now,
    completionTimeSeconds: 600,
    leadQuality: 'executive_briefing_qualified',
    leadSource: null,
    language: DEFAULT_LANGUAGE,
  })
}
