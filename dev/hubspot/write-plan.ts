import {
  alreadyExists,
  invalid,
  invalidProperties,
  uniqueClash,
  type Failure,
  type PropertyProblem,
} from './errors.ts'
import type { Portal } from './portal.ts'
import { checkValues, isStrict, type Warning } from './property-values.ts'
import { uniqueKey } from './records.ts'
import { LIFECYCLE_STAGES, OBJECT_TYPE_IDS } from './standard-properties.ts'
import type { CrmRecord, ObjectType } from './types.ts'

/** A write that has passed every check and can be committed. */
export interface PlannedWrite {
  id: string
  isNew: boolean
  changes: Record<string, string>
  warnings: Warning[]
}

export interface WriteRequest {
  objectType: ObjectType
  existing?: CrmRecord
  properties: Record<string, unknown>
  version: string
  /** The unique value that `existing` was looked for with: its being taken is then no clash. */
  upsertBy?: { property: string; value: string }
  /** Unique values that earlier inputs of the same batch take, with the ids that take them. */
  claims: Map<string, string>
}

const NOUNS: Record<ObjectType, string> = { contacts: 'Contact', deals: 'Deal' }

/** What writing one input would do, or why HubSpot refuses it. Writes nothing. */
export function planWrite(portal: Portal, request: WriteRequest): PlannedWrite | Failure {
  const { objectType, existing, version } = request
  const { portalId } = portal.options
  const checked = checkValues(portal.schemas[objectType], request.properties, version)
  const changes = checked.values
  const after = { ...existing?.properties, ...changes }
  const problems = [
    ...checked.problems,
    ...dealStageProblem(portal, objectType, after),
    ...ownerProblem(portal, changes),
    ...brokenRules(portal, changes),
  ]
  if (problems.length === 0) problems.push(...missingProperties(portal, request, after))
  if (problems.length > 0) return invalidProperties(problems, portalId)

  if (objectType === 'contacts') keepLifecycleForward(existing, changes)
  const id = existing?.id ?? portal.newId()
  const refusal = blocked(portal, request, changes) ?? uniqueProblem(portal, request, id, changes)
  if (refusal) return refusal
  if (!existing && objectType === 'contacts' && !changes.lifecyclestage) changes.lifecyclestage = 'lead'
  return { id, isNew: !existing, changes, warnings: checked.warnings }
}

/** Writes what was planned, with the properties that HubSpot sets by itself. */
export function commitWrite(portal: Portal, objectType: ObjectType, plan: PlannedWrite): CrmRecord {
  const time = portal.time()
  const modified = objectType === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'
  const created: Record<string, string> = plan.isNew ? { hs_object_id: plan.id, createdate: time } : {}
  return portal.records[objectType].write(plan.id, { ...created, ...plan.changes, [modified]: time }, time)
}

/** `dealstage` must be one of its own pipeline's stages; options alone only tell that some pipeline has it. */
function dealStageProblem(
  portal: Portal,
  type: ObjectType,
  after: Record<string, string>,
): PropertyProblem[] {
  const { pipeline, dealstage } = after
  if (type !== 'deals' || !pipeline || !dealstage) return []
  const stages = portal.options.pipelines.find(({ id }) => id === pipeline)?.stages ?? []
  if (stages.some(({ id }) => id === dealstage)) return []
  const list = stages.map(({ label, id }) => `label: "${label}"\nvalue: "${id}"\n`)
  const message = `${dealstage} was not one of the allowed options: [${list.join(', ')}]`
  return [{ code: 'INVALID_OPTION', property: 'dealstage', message, value: dealstage }]
}

/** Also of somebody who was deactivated. */
function ownerProblem(
  { options }: Portal,
  { hubspot_owner_id: value }: Record<string, string>,
): PropertyProblem[] {
  if (!value || options.owners === null || options.owners.includes(value)) return []
  const message = `${value} was not a valid owner id.`
  return [{ code: 'INVALID_OWNER_ID', property: 'hubspot_owner_id', message, value }]
}

function brokenRules({ options }: Portal, changes: Record<string, string>): PropertyProblem[] {
  return options.valueRules.flatMap(({ property, pattern, code }) => {
    const value = changes[property] ?? ''
    return value === '' || pattern.test(value)
      ? []
      : [{ code, property, message: 'Enter only letters', value }]
  })
}

function missingProperties(
  portal: Portal,
  request: WriteRequest,
  after: Record<string, string>,
): PropertyProblem[] {
  const { objectType, existing, version } = request
  const always = objectType === 'deals' && !existing ? ['dealname', 'dealstage', 'pipeline'] : []
  const rules = isStrict(version) ? portal.options.requiredProperties : []
  const mine = rules.filter((rule) => rule.objectType === objectType && !after[rule.property])
  const plain = mine.filter(({ when }) => !when).map(({ property }) => property)
  const conditional = mine.filter(({ when }) => when && after[when.property] === when.value)
  const required = new Set([...always.filter((property) => !after[property]), ...plain])
  return [
    ...[...required].map((property) => ({
      code: 'MISSING_REQUIRED_PROPERTY',
      property,
      message: `Property "${property}" is required`,
      value: '',
    })),
    ...conditional.map(({ property }) => ({
      code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
      property,
      message: `Property "${property}" is required because of the value of another property`,
      value: '',
    })),
  ]
}

/** Going back in the funnel is ignored without an error; clearing the stage first is allowed. */
function keepLifecycleForward(existing: CrmRecord | undefined, changes: Record<string, string>): void {
  const [now, next] = [existing?.properties.lifecyclestage, changes.lifecyclestage]
  if (now && next && LIFECYCLE_STAGES.indexOf(next) < LIFECYCLE_STAGES.indexOf(now))
    delete changes.lifecyclestage
}

/** How HubSpot words this refusal is not known; that it repeats the address is likely. */
function blocked(
  portal: Portal,
  request: WriteRequest,
  changes: Record<string, string>,
): Failure | undefined {
  const address = request.objectType === 'contacts' ? changes.email : undefined
  if (!address || !portal.blocklist.has(address)) return undefined
  return invalid(`Email address ${address} belongs to a permanently deleted contact and cannot be used`)
}

function uniqueProblem(
  portal: Portal,
  request: WriteRequest,
  id: string,
  changes: Record<string, string>,
): Failure | undefined {
  const { objectType, existing, claims, upsertBy } = request
  const { portalId, secondaryEmail } = portal.options
  const records = portal.records[objectType]
  const clash = (property: string, value: string, on: string, holder: string) =>
    portal.options.clashWords === 'code'
      ? invalidProperties(
          [{ code: 'CONFLICTING_UNIQUE_VALUE', property, message: 'It is taken', value }],
          portalId,
        )
      : uniqueClash({ portalId, objectTypeId: OBJECT_TYPE_IDS[objectType], property, value, on, holder })

  const mine: string[] = []
  for (const [property, value] of Object.entries(changes)) {
    if (value === '' || !portal.schemas[objectType].isUnique(property)) continue
    const claim = `${property}\u0000${uniqueKey(property, value)}`
    const holder = records.holder(property, value) ?? claims.get(claim)
    if (holder !== undefined && holder !== id) {
      const plainCreate =
        !existing && !upsertBy && property === 'email' && portal.options.clashWords === 'sentence'
      return plainCreate ? alreadyExists(NOUNS[objectType], holder) : clash(property, value, id, holder)
    }
    if (property === 'email' && existing && records.isSecondary(value)) {
      if (secondaryEmail === 'clash') return clash(property, value, portal.newId(), existing.id)
      if (secondaryEmail === 'conflict') return alreadyExists(NOUNS[objectType], existing.id)
      if (secondaryEmail === 'keep') delete changes.email
      else changes.hs_additional_emails = swappedEmails(existing, value)
    }
    mine.push(claim)
  }
  for (const claim of mine) claims.set(claim, id)
  return undefined
}

/** The secondary addresses once one of them has become the primary one. */
function swappedEmails(existing: CrmRecord, primary: string): string {
  const others = (existing.properties.hs_additional_emails ?? '').split(';')
  const kept = others.filter((address) => uniqueKey('email', address) !== primary)
  return [...kept, existing.properties.email ?? ''].filter(Boolean).join(';')
}
