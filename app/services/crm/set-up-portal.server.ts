import type { CrmId } from '#app/domain/crm-id.ts'
import type { ObjectType, Pipeline } from '#app/domain/crm/crm.ts'
import { CrmError, RefusedError, ScopeError } from '#app/domain/crm/errors.ts'
import type { HubspotClient, PortalProperty } from '#app/clients/hubspot/client.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import {
  CONTACT_PROPERTIES,
  DEAL_PROPERTIES,
  PROPERTY_GROUP,
  type PropertyDefinition,
  UTM_PROPERTIES,
} from '#app/domain/hubspot/properties.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { scorecardProperties } from '#app/domain/hubspot/scorecard-properties.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'

export interface SetupReport {
  created: string[]
  unchanged: number
  /** one line for each thing that a person has to put right, with what to do */
  problems: string[]
}

/** Properties that belong together, and what somebody can do who has no room for them. */
interface Wanted {
  definitions: readonly PropertyDefinition[]
  wayOut: string
}

const FREE_PORTAL = 'A free portal takes ten custom properties'
const DELETE_SOME = 'delete some in HubSpot (Settings > Properties)'

/** The default scorecard's first: where there is no room for all, it has what there is. */
function wantedOf(type: ObjectType, utm: boolean): Wanted[] {
  const usual = type === 'deals' ? DEAL_PROPERTIES : CONTACT_PROPERTIES
  const tags = utm && type === 'contacts' ? UTM_PROPERTIES : []
  return [
    { definitions: [...usual, ...tags], wayOut: `${FREE_PORTAL}: ${DELETE_SOME}` },
    ...scorecardsInCrm().map(({ quiz, names }) => ({
      definitions: scorecardProperties(quiz, names)[type],
      wayOut:
        `${FREE_PORTAL}, which those of the default scorecard fill. Without these the sync stops at the first lead of ` +
        `${quiz.scorecard}: ${DELETE_SOME}, or take crm out of app/content/${quiz.scorecard}/scorecard.ts, so that its leads ` +
        'have contact details and a deal alone',
    })),
  ]
}

export interface SalesSetup {
  /** makes the properties of utm tags as well */
  utm?: boolean
  /** the ids of owners that rules name */
  owners?: readonly string[]
}

const SCOPES =
  'The access token lacks a permission: hubspot:setup needs crm.schemas.contacts.write, crm.schemas.deals.write and ' +
  'crm.objects.deals.read; grant them, then run it again.'

/** Creates what is missing, and never changes what is there. Safe to repeat. */
export async function setUpPortal(
  hubspot: HubspotClient,
  deal: Pick<DealSettings, 'pipeline' | 'stage' | 'places'> & { withdrawnStage?: string | null },
  { utm = false, owners = [] }: SalesSetup = {},
): Promise<SetupReport> {
  const report: SetupReport = { created: [], unchanged: 0, problems: [] }
  try {
    for (const type of ['contacts', 'deals'] as const) {
      await setUpGroup(hubspot, type, report)
      for (const wanted of wantedOf(type, utm)) await setUpProperties(hubspot, type, wanted, report)
    }
    const pipelines = await hubspot.listDealPipelines()
    const problem = pipelineProblem(pipelines, deal) ?? withdrawnStageProblem(pipelines, deal)
    for (const found of [problem, ...placeProblems(pipelines, deal.places)])
      if (found === null) report.unchanged++
      else report.problems.push(found)
    if (owners.length > 0) await checkOwners(hubspot, owners, report)
  } catch (error) {
    if (!(error instanceof CrmError)) throw error
    report.problems.push(error instanceof ScopeError ? SCOPES : explainSyncError(error.error, 'script'))
  }
  return report
}

async function setUpGroup(hubspot: HubspotClient, type: ObjectType, report: SetupReport): Promise<void> {
  if ((await hubspot.listGroups(type)).includes(PROPERTY_GROUP.name)) {
    report.unchanged++
    return
  }
  await hubspot.createGroup(type, PROPERTY_GROUP)
  report.created.push(`${type}: property group ${PROPERTY_GROUP.name}`)
}

async function setUpProperties(
  hubspot: HubspotClient,
  type: ObjectType,
  { definitions, wayOut }: Wanted,
  report: SetupReport,
): Promise<void> {
  const present = new Map((await hubspot.listProperties(type)).map((property) => [property.name, property]))
  const missing: PropertyDefinition[] = []
  for (const definition of definitions) {
    const property = present.get(definition.name)
    if (!property) missing.push(definition)
    else {
      const problem = propertyProblem(type, definition, property)
      if (problem === null) report.unchanged++
      else report.problems.push(problem)
    }
  }
  if (missing.length === 0) return
  const { created, failures } = await hubspot.createProperties(type, missing).catch((error: unknown) => {
    if (error instanceof RefusedError) return { created: [] as string[], failures: [error.error] }
    throw error
  })
  report.created.push(...created.map((name) => `${type}: property ${name}`))
  const left = missing.filter(({ name }) => !created.includes(name)).map(({ name }) => name)
  if (left.length === 0) return
  const cause = failures[0] ? ` (${explainSyncError(failures[0], 'script')})` : ''
  report.problems.push(
    `${type}: ${left.join(', ')} could not be created${cause}. ${wayOut}, then run hubspot:setup again.`,
  )
}

function propertyProblem(type: ObjectType, wanted: PropertyDefinition, found: PortalProperty): string | null {
  const subject = `${type}: property ${wanted.name}`
  const again = 'in HubSpot (Settings > Properties), then run hubspot:setup again.'
  if (found.type !== wanted.type) {
    return `${subject} is of type ${found.type} and must be ${wanted.type}: delete it ${again}`
  }
  if (wanted.hasUniqueValue && !found.hasUniqueValue) {
    return `${subject} must have unique values, which HubSpot allows only when a property is created: delete it ${again}`
  }
  const options = new Set((found.options ?? []).map(({ value }) => value))
  const absent = (wanted.options ?? []).filter(({ value }) => !options.has(value)).map(({ value }) => value)
  return absent.length === 0 ? null : `${subject} lacks the options ${absent.join(', ')}: add them ${again}`
}

/** The Worker goes on without an owner that HubSpot does not have: the record stays nobody's. */
async function checkOwners(
  hubspot: HubspotClient,
  owners: readonly string[],
  report: SetupReport,
): Promise<void> {
  const present = new Set(await hubspot.listOwners())
  const gone = owners.filter((id) => !present.has(id))
  if (gone.length === 0) report.unchanged++
  else
    report.problems.push(
      `HUBSPOT_OWNER_RULES names ${gone.join(', ')}, who can own nothing in this portal: take them out, or activate them ` +
        'in HubSpot (Settings > Users & Teams), then run hubspot:setup again.',
    )
}

const DEAL_SETTING_NAMES: Record<CrmId, { pipeline: string; stage: string }> = {
  hubspot: { pipeline: 'HUBSPOT_PIPELINE', stage: 'HUBSPOT_DEAL_STAGE' },
  salesforce: { pipeline: 'SALESFORCE_RECORD_TYPE', stage: 'SALESFORCE_STAGE' },
}

export function pipelineProblem(
  pipelines: readonly Pipeline[],
  { pipeline: id, stage: stageId }: Pick<DealSettings, 'pipeline' | 'stage'>,
  crm: CrmId = 'hubspot',
  settings: { pipeline: string; stage: string } = DEAL_SETTING_NAMES[crm],
): string | null {
  const pipeline = pipelines.find((candidate) => candidate.id === id)
  if (!pipeline) {
    return `${settings.pipeline} is ${id}, which is no pipeline of this portal: set it to the id of one, ${listed(pipelines)}.`
  }
  return stageProblem(settings.stage, stageId, pipeline)
}

/** Of each scorecard whose deals begin elsewhere. */
export function placeProblems(
  pipelines: readonly Pipeline[],
  places: DealSettings['places'] = {},
  crm: CrmId = 'hubspot',
): (string | null)[] {
  return Object.entries(places).map(([slug, place]) => {
    const name = (field: string) => `crm.deals.${crm}.${field} of app/content/${slug}/scorecard.ts`
    return (
      pipelineProblem(pipelines, place, crm, { pipeline: name('pipeline'), stage: name('stage') }) ??
      withdrawnStageProblem(pipelines, place, name('withdrawnStage'))
    )
  })
}

/** Null also where withdrawals move no deal, and where the pipeline itself is the problem. */
function withdrawnStageProblem(
  pipelines: readonly Pipeline[],
  { pipeline: id, withdrawnStage }: { pipeline: string; withdrawnStage?: string | null | undefined },
  setting = 'HUBSPOT_WITHDRAWN_STAGE',
): string | null {
  const pipeline = pipelines.find((candidate) => candidate.id === id)
  if (!pipeline || !withdrawnStage) return null
  return stageProblem(setting, withdrawnStage, pipeline)
}

function stageProblem(setting: string, stageId: string, { label, stages }: Pipeline): string | null {
  if (stages.some((stage) => stage.id === stageId)) return null
  return (
    `${setting} is ${stageId}, which is no stage of the pipeline ${label}: set it to the id of one, ` +
    `${listed(stages)}.`
  )
}

function listed(choices: readonly { id: string; label: string }[]): string {
  return choices.map(({ id, label }) => `${id} (${label})`).join(', ')
}
