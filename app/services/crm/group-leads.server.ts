import { BATCH_LIMIT } from '#app/domain/crm/crm.ts'
import type { ClaimedLead } from '#app/data/hubspot/claims.server.ts'
import { leadNamesOf } from '#app/content/crm.ts'
import {
  type SyncPayload,
  contactProperties,
  olderContactProperties,
  scoreProperties,
} from '#app/domain/hubspot/mapping.ts'

export interface Lead {
  row: ClaimedLead
  payload: SyncPayload
  clashed?: true
}

/** Whole; only if it is not there; only what it lacks. */
export const WRITE_STAGES = ['overwrite', 'create', 'fill'] as const
export type WriteStage = (typeof WRITE_STAGES)[number]

export function findWriteStage({ row, clashed }: Lead): WriteStage {
  if (row.confirmed) return 'overwrite'
  return clashed || row.knownContactId !== null ? 'fill' : 'create'
}

/** All leads of one e-mail address in a batch, and what HubSpot gets for them: one contact. */
export interface Person {
  email: string
  leads: Lead[]
  properties: Record<string, string>
}

/** From this attempt on a lead travels in smaller company, in case it is what makes HubSpot fail. */
const SMALLER_GROUPS: readonly { attempt: number; size: number }[] = [
  { attempt: 5, size: 1 },
  { attempt: 4, size: 5 },
  { attempt: 3, size: 25 },
]

export function groupSize(attempt: number): number {
  return SMALLER_GROUPS.find((step) => attempt >= step.attempt)?.size ?? BATCH_LIMIT
}

/** One input a person, since HubSpot refuses a whole call that names one twice. */
export function groupLeads(
  leads: readonly Lead[],
  most = BATCH_LIMIT,
  options: { utm?: boolean } = {},
): Person[][] {
  const people = new Map<string, Lead[]>()
  for (const lead of leads) {
    const same = people.get(lead.payload.email)
    if (same) same.push(lead)
    else people.set(lead.payload.email, [lead])
  }
  const bySize = new Map<number, Person[]>()
  for (const [email, group] of people) {
    const size = Math.min(...group.map(({ row }) => groupSize(row.retryCount)))
    bySize.set(size, [...(bySize.get(size) ?? []), mergePerson(email, group, options)])
  }
  return [...bySize].flatMap(([size, group]) => chunk(group, Math.min(size, most)))
}

export function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  )
}

/** The newest assessment wins, the newest of each scorecard for its scores; a detail that only an older one has is kept. */
function mergePerson(email: string, leads: Lead[], options: { utm?: boolean }): Person {
  const oldestFirst = [...leads].sort(
    (a, b) => Date.parse(a.payload.completedAt) - Date.parse(b.payload.completedAt),
  )
  const properties = Object.assign({}, ...oldestFirst.map((lead) => propertiesOf(lead, options))) as Record<
    string,
    string
  >
  return { email, leads, properties }
}

function propertiesOf(lead: Lead, options: { utm?: boolean }): Record<string, string> {
  const { payload } = lead
  const names = leadNamesOf(payload.scorecard)
  const newer = findNewer(lead)
  if (!newer) return contactProperties(payload, names, options)
  return {
    ...olderContactProperties(payload, newer),
    ...(!isBefore(payload, newer.scoredAt) && scoreProperties(payload, names)),
  }
}

/** What HubSpot has of this person from a newer assessment than this lead's. */
function findNewer({ row: { newest }, payload }: Lead): ClaimedLead['newest'] {
  return newest && isBefore(payload, newest.completedAt) ? newest : null
}

const isBefore = ({ completedAt }: SyncPayload, other: string | null) =>
  other !== null && Date.parse(other) > Date.parse(completedAt)
