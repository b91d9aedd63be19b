import type { Row, Section } from '#app/domain/console/page-view.ts'
import {
  type ClosedDeals,
  FEWEST,
  type WeightProposal,
  proposeWeights,
} from '#app/domain/outcomes/propose-weights.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'

/** Scores in the order of the areas, for those of a row by their keys. */
export function closedDealsOf(
  { areas }: Quiz,
  rows: readonly (Omit<ClosedDeals, 'scores'> & { breakdown: Readonly<Record<string, number>> })[],
): ClosedDeals[] {
  return rows.map(({ breakdown, closed, won }) => ({
    scores: areas.map(({ breakdownKey }) => breakdown[breakdownKey] ?? 0),
    closed,
    won,
  }))
}

/** What the outcomes say about the weights of the areas. A proposal is a draft: nothing takes it up by itself. */
export function weightsSection({ areas }: Quiz, deals: readonly ClosedDeals[], most: number): Section {
  const proposal = proposeWeights(
    deals,
    areas.map(({ weight }) => weight),
  )
  const closed = deals.reduce((sum, deal) => sum + deal.closed, 0)
  const effects = proposal.kind === 'too_few' ? [] : proposal.effects
  const weights = proposal.kind === 'proposed' ? proposal.weights : null
  return {
    id: 'weights',
    title: 'What the areas weigh',
    text: explainProposal(proposal),
    table: {
      dense: true,
      caption: `How ten points more of an area change the odds of winning, the others being equal (of ${closed} closed deals, the newest ${most} at most)`,
      columns: [
        { id: 'area', label: 'Area' },
        { id: 'weight', label: 'Weight today', kind: 'number' },
        { id: 'odds', label: 'Odds times', kind: 'number' },
        { id: 'low', label: 'At least', kind: 'number' },
        { id: 'high', label: 'At most', kind: 'number' },
        ...(weights ? [{ id: 'proposed', label: 'Weight proposed', kind: 'number' as const }] : []),
      ],
      rows: effects.map(({ odds, low, high }, place): Row => ({
        cells: {
          area: areas[place]!.name,
          weight: areas[place]!.weight,
          odds: hundredths(odds),
          low: hundredths(low),
          high: hundredths(high),
          ...(weights && { proposed: weights[place]! }),
        },
      })),
      empty: 'Nothing can be said yet.',
    },
  }
}

const hundredths = (value: number) => Math.round(value * 100) / 100

export function explainProposal(proposal: WeightProposal): string {
  switch (proposal.kind) {
    case 'too_few':
      return `Nothing is worked out before ${FEWEST} deals were won and ${FEWEST} lost; so far there are ${proposal.won} and ${proposal.lost}.`
    case 'no_relation':
      return 'The scores of the areas do not tell which deals are won: no weights would do so better than others.'
    case 'as_they_are':
      return 'Today’s weights tell which deals are won as well as others would: there is nothing to change.'
    case 'proposed':
      return 'Other weights would tell better which deals are won. Whoever takes that up has npm run content:weights write it as a draft with a new version (docs/content.md); results that there are stay as they are.'
  }
}
