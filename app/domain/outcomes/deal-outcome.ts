/** What became of a deal, as HubSpot has it: `open` is neither won nor lost yet. */
export const DEAL_OUTCOMES = ['open', 'won', 'lost'] as const
export type DealOutcome = (typeof DEAL_OUTCOMES)[number]

export const OUTCOME_PROPERTIES = ['hs_is_closed', 'hs_is_closed_won'] as const

/** @returns null: the properties do not say */
export function readOutcome(properties: Readonly<Record<string, string | null>>): DealOutcome | null {
  const { hs_is_closed: closed, hs_is_closed_won: won } = properties
  if (won === 'true') return 'won'
  if (closed === 'false') return 'open'
  return closed === 'true' && won === 'false' ? 'lost' : null
}
