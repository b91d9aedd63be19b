/** The database's checks and the CRM's properties carry the same names: a developer changes these, not an editor. */

export const CHOICES = ['A', 'B', 'C', 'D', 'E'] as const
export type Choice = (typeof CHOICES)[number]

export const CHOICE_POINTS: Readonly<Record<Choice, number>> = { A: 100, B: 75, C: 50, D: 25, E: 0 }

/** Points, 0 to 100, by the keys of a scorecard's areas. */
export type ScoreBreakdown = Record<string, number>

/** Best first. A scorecard has some of them, in this order. */
export const CATEGORY_IDS = ['champion', 'builder', 'risk_zone', 'alert', 'crisis'] as const
export type CategoryId = (typeof CATEGORY_IDS)[number]

export function isChoice(value: unknown): value is Choice {
  return typeof value === 'string' && (CHOICES as readonly string[]).includes(value)
}
