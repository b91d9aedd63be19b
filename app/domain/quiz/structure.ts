/** The database's checks and the CRM's properties carry the same names: a developer changes these, not an editor. */

export const CHOICES = ['A', 'B', 'C', 'D', 'E'] as const
export type Choice = (typeof CHOICES)[number]

export const CHOICE_POINTS: Readonly<Record<Choice, number>> = { A: 100, B: 75, C: 50, D: 25, E: 0 }

export const AREA_STRUCTURE = [
  { id: 'value_assurance', step: 1, breakdownKey: 'valueAssurance', questionCount: 4 },
  { id: 'customer_safe', step: 2, breakdownKey: 'customerSafe', questionCount: 5 },
  { id: 'risk_compliance', step: 3, breakdownKey: 'riskCompliance', questionCount: 4 },
  { id: 'governance', step: 4, breakdownKey: 'governance', questionCount: 3 },
] as const
export type AreaId = (typeof AREA_STRUCTURE)[number]['id']
export type BreakdownKey = (typeof AREA_STRUCTURE)[number]['breakdownKey']

export type ScoreBreakdown = Record<BreakdownKey, number>

/** Makes an object with a value for each area, by its key in `scoreBreakdown`. */
export function mapBreakdown<T>(valueOf: (key: BreakdownKey) => T): Record<BreakdownKey, T> {
  const entries = AREA_STRUCTURE.map(({ breakdownKey: key }) => [key, valueOf(key)])
  return Object.fromEntries(entries) as Record<BreakdownKey, T>
}

/** Best first. */
export const CATEGORY_IDS = ['champion', 'builder', 'risk_zone', 'alert', 'crisis'] as const
export type CategoryId = (typeof CATEGORY_IDS)[number]

export function isChoice(value: unknown): value is Choice {
  return typeof value === 'string' && (CHOICES as readonly string[]).includes(value)
}
