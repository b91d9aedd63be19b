import * as z from 'zod'
import {
  CONTACT_FIELD_NAMES,
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  mapContactFields,
} from '#app/domain/lead/contact.ts'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { LEAD_QUALITIES, type LeadQuality } from '#app/domain/lead/quality.ts'
import { DEAL_CLOSES_AFTER_SECONDS } from '#app/domain/limits.ts'
import { normalizeEmail } from '#app/domain/lead/email-address.ts'
import { CATEGORY_IDS, type CategoryId, type ScoreBreakdown } from '#app/domain/quiz/structure.ts'
import { describeReferrer } from '#app/domain/visit/attribution.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import type { DealPlace } from '#app/domain/quiz/content-types.ts'
import type { LeadNames, ScoreNames } from './score-names.ts'
import { LANGUAGE_PROPERTY } from './properties.ts'

const MAX_SOURCE_LENGTH = 2_000
const score = z.number().int().min(0).max(100)
// A row that was queued before a field was added lacks it.
const given = z.string().min(1).max(1_000).nullable().default(null)

/**
 * All that HubSpot gets, as it was when the details were given. A change of meaning is a new version beside this one:
 * rows of the old one are still queued when a release goes out. A further contact field is no change of meaning:
 * a release that does not know it sends the lead without.
 */
const payloadV1 = z.object({
  version: z.literal(1),
  assessmentId: z.string().min(1).max(100),
  /** slug; what was queued before there was another is of the default one */
  scorecard: z.string().max(30).default(DEFAULT_SCORECARD),
  ...mapContactFields(() => given),
  email: z
    .string()
    .max(320)
    .regex(/^\S+@\S+$/)
    .refine((value) => value === value.toLowerCase()),
  totalScore: score,
  scoreCategory: z.enum(CATEGORY_IDS),
  scoreBreakdown: z.record(z.string().max(40), score),
  /** ISO 8601, UTC */
  completedAt: z.iso.datetime(),
  completionTimeSeconds: z.number().int().min(0).nullable(),
  leadQuality: z.enum(LEAD_QUALITIES),
  leadSource: z.string().min(1).max(MAX_SOURCE_LENGTH).nullable(),
  /** Null for what a release does not know: HubSpot takes a lead without, and none with a value that is no option. */
  language: z.enum(LANGUAGES).nullable().catch(null).default(null),
})

export type SyncPayload = z.output<typeof payloadV1>

export interface PayloadFacts extends Partial<Record<ContactField, string | null | undefined>> {
  assessmentId: string
  /** slug */
  scorecard: string
  email: string
  totalScore: number
  scoreCategory: CategoryId
  scoreBreakdown: ScoreBreakdown
  completedAt: Date
  completionTimeSeconds: number | null
  leadQuality: LeadQuality
  leadSource: string | null
  language?: string | null
}

/**
 * Makes a queue row's payload.
 * @throws z.ZodError when a fact is out of range: a bug in the caller, as all input is checked before
 */
export function buildSyncPayload(lead: PayloadFacts): SyncPayload {
  return payloadV1.parse({
    version: 1,
    assessmentId: lead.assessmentId,
    scorecard: lead.scorecard,
    ...mapContactFields((field) => trimmed(lead[field])),
    email: normalizeEmail(lead.email),
    totalScore: lead.totalScore,
    scoreCategory: lead.scoreCategory,
    scoreBreakdown: lead.scoreBreakdown,
    completedAt: lead.completedAt.toISOString(),
    completionTimeSeconds: lead.completionTimeSeconds,
    leadQuality: lead.leadQuality,
    leadSource: trimmed(lead.leadSource?.slice(0, MAX_SOURCE_LENGTH)),
    language: lead.language,
  })
}

/** Null for a version that this release does not know. */
export function parseSyncPayload(payload: unknown): SyncPayload | null {
  return payloadV1.safeParse(payload).data ?? null
}

/** A detail that was not given is left out, so that it overwrites nothing in HubSpot. */
export function contactProperties(
  lead: SyncPayload,
  names: LeadNames,
  { utm }: { utm?: boolean } = {},
): Record<string, string> {
  return withoutNulls({
    ...byHubspotProperty((field) => lead[field]),
    ...scoreProperties(lead, names),
    [LANGUAGE_PROPERTY]: lead.language,
    ...(utm && utmProperties(lead)),
  })
}

export function scoreProperties(lead: SyncPayload, { scores: names }: LeadNames): Record<string, string> {
  if (names === null) return {}
  return withoutNulls({
    [names.score]: String(lead.totalScore),
    [names.category]: lead.scoreCategory,
    ...areaScoreProperties(lead.scoreBreakdown, names),
    [names.date]: lead.completedAt.slice(0, 10),
    [names.completionTime]: lead.completionTimeSeconds === null ? null : String(lead.completionTimeSeconds),
    [names.leadQuality]: lead.leadQuality,
    [names.leadSource]: lead.leadSource ?? 'direct',
  })
}

function utmProperties({ leadSource }: SyncPayload): Record<string, string | null> {
  const { source, medium, campaign } = describeReferrer(leadSource)
  return { utm_source: source, utm_medium: medium, utm_campaign: campaign }
}

export interface DealSettings extends DealPlace {
  amount: number
  /** by slug: of scorecards whose deals begin elsewhere */
  places?: Readonly<Record<string, DealPlace>>
}

export function dealProperties(
  lead: SyncPayload,
  names: LeadNames,
  deal: DealSettings,
): Record<string, string> {
  const { pipeline, stage } = deal.places?.[lead.scorecard] ?? deal
  return {
    ...knownDealProperties(lead, names),
    pipeline,
    dealstage: stage,
    amount: String(deal.amount),
    closedate: new Date(Date.parse(lead.completedAt) + DEAL_CLOSES_AFTER_SECONDS * 1000).toISOString(),
  }
}

/** Stage and amount of a deal that exists are for sales to change. */
export function knownDealProperties(lead: SyncPayload, { title, scores }: LeadNames): Record<string, string> {
  return {
    dealname: dealName(lead, title),
    ...(scores && { [scores.score]: String(lead.totalScore) }),
    ai_assessment_id: lead.assessmentId,
  }
}

/** An older assessment adds only details that the newer one lacks. Scores and the like stay the newer's. */
export function olderContactProperties(lead: SyncPayload, newer: Partial<Contact>): Record<string, string> {
  return withoutNulls(
    byHubspotProperty((field) => (field === 'email' || (newer[field] ?? null) === null ? lead[field] : null)),
  )
}

function areaScoreProperties(breakdown: ScoreBreakdown, { areas }: ScoreNames): Record<string, string> {
  return Object.fromEntries(
    Object.entries(breakdown).flatMap(([key, value]) => {
      const name = areas[key]
      return name === undefined ? [] : [[name, String(value)]]
    }),
  )
}

function byHubspotProperty(valueOf: (field: ContactField) => string | null): Record<string, string | null> {
  return Object.fromEntries(
    CONTACT_FIELD_NAMES.map((field) => [CONTACT_FIELDS[field].hubspotProperty, valueOf(field)]),
  )
}

function dealName({ firstName, lastName, company, email }: SyncPayload, title: string): string {
  const person = [firstName, lastName].filter((part) => part !== null).join(' ')
  const who = [person === '' ? email : person, company].filter((part) => part !== null).join(', ')
  return `${title}: ${who}`
}

function trimmed(value: string | null | undefined): string | null {
  const text = value?.trim() ?? ''
  return text === '' ? null : text
}

function withoutNulls(values: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}
