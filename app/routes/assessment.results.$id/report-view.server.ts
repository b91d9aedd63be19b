import type { BoardReportProps } from '#app/components/board-report.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { answerEffects, answersToday } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import type { Config } from '#app/platform/config.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { comparisonView } from './comparison-view.server.ts'
import { areaScores, recommendationsView, shownCategory } from './score-view.server.ts'
import { spreadView } from './spread-view.server.ts'

/** The company is a contact detail: only the browser that gave it has it in its document. */
export function reportView(
  assessment: OwnResults,
  { COMPANY_NAME }: Pick<Config, 'COMPANY_NAME'>,
): BoardReportProps {
  const answers = answersToday(assessment)
  const lastTime = comparisonView(assessment)
  const spread = assessment.spread && spreadView(assessment.spread, assessment.totalScore)
  return {
    company: assessment.ownBrowser ? assessment.company : null,
    offeredBy: COMPANY_NAME ?? null,
    day: dayInWords(assessment.completedAt),
    score: assessment.totalScore,
    category: shownCategory(assessment.scoreCategory),
    areas: areaScores(assessment.scoreBreakdown),
    lastTime: lastTime?.kind === 'compared' ? lastTime : undefined,
    recommendations: recommendationsView(assessment),
    way: answers ? whatIf(answers, []).way : undefined,
    answers: answers && answerEffects(answers),
    method: {
      version: assessment.quizVersion,
      spread: spread
        ? `Of about ${spread.total} results of the same questions from ${spread.fromDay} to ${spread.throughDay}, about ${spread.belowShare}% were in lower bands than this one.`
        : undefined,
    },
  }
}
