import type { Area } from '#app/domain/quiz/quiz.ts'
import type { ScorecardCrm } from '#app/domain/quiz/content-types.ts'

/** What a scorecard's properties are called: of contacts, and the score of deals as well. */
export interface ScoreNames {
  score: string
  category: string
  areas: Readonly<Record<string, string>>
  date: string
  completionTime: string
  leadQuality: string
  leadSource: string
}

export const SCORE_NAMES: ScoreNames = {
  score: 'ai_assessment_score',
  category: 'ai_assessment_category',
  areas: {
    valueAssurance: 'ai_value_score',
    customerSafe: 'ai_customer_score',
    riskCompliance: 'ai_risk_score',
    governance: 'ai_governance_score',
  },
  date: 'ai_assessment_date',
  completionTime: 'ai_completion_time',
  leadQuality: 'ai_lead_quality',
  leadSource: 'ai_lead_source',
}

export function scoreNames(
  { prefix }: ScorecardCrm,
  { areas }: { areas: readonly Pick<Area, 'id' | 'breakdownKey'>[] },
): ScoreNames {
  return {
    score: `${prefix}_score`,
    category: `${prefix}_category`,
    areas: Object.fromEntries(areas.map(({ id, breakdownKey }) => [breakdownKey, `${prefix}_${id}_score`])),
    date: `${prefix}_date`,
    completionTime: `${prefix}_completion_time`,
    leadQuality: `${prefix}_lead_quality`,
    leadSource: `${prefix}_lead_source`,
  }
}

export function namesIn({ areas, ...names }: ScoreNames): string[] {
  return [...Object.values(names), ...Object.values(areas)]
}

const ENDING = /^(?=.{1,60}$)[a-z]+(_[a-z]+)*_(score|category|date|completion_time|lead_quality|lead_source)$/

/** Whether a property may be a scorecard's, of whichever there are. */
export const isScoreName = (name: string) => ENDING.test(name)

export const isNumberName = (name: string) => /_(score|completion_time)$/.test(name)

export interface LeadNames {
  /** what its deals are called, before the name of the person */
  title: string
  /** null for a scorecard without properties of its own */
  scores: ScoreNames | null
}
