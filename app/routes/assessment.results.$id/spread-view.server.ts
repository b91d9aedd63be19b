import type { ScoreSpreadProps } from '#app/components/score-spread.tsx'
import { dayInWords } from '#app/domain/day.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { findBand } from '#app/domain/quiz/score-spread.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

export function spreadView(
  spread: NonNullable<OwnResults['spread']>,
  score: number,
  language: Language,
): ScoreSpreadProps {
  const { lowestScores, counts } = spread
  const bands = lowestScores.map((lowestScore, place) => ({ lowestScore, count: counts[place] ?? 0 }))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const own = findBand(bands, score)
  const share = (count: number) => Math.round((count / total) * 100)
  return {
    bands: bands.map(({ lowestScore, count }, place) => ({
      from: lowestScore,
      to: (lowestScores[place + 1] ?? 101) - 1,
      share: share(count),
      own: place === own,
    })),
    belowShare: share(counts.slice(0, own).reduce((sum, count) => sum + count, 0)),
    total,
    fromDay: dayInWords(new Date(spread.from), language),
    throughDay: dayInWords(new Date(spread.through), language),
  }
}
