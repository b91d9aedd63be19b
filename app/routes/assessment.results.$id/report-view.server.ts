import type { AppLoadContext } from '@remix-run/cloudflare'
import type { BoardReportProps } from '#app/components/board-report.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { answerEffects, answersTo } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { messagesFor } from '#app/words/messages.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { comparisonView } from './comparison-view.server.ts'
import { areaScores, recommendationsView, shownCategory } from './score-view.server.ts'
import { spreadView } from './spread-view.server.ts'

/** The company is a contact detail: only the browser that gave it has it in its document. */
export function reportView(
  assessment: OwnResults,
  { config: { COMPANY_NAME }, mount: { language } }: Pick<AppLoadContext, 'config' | 'mount'>,
): BoardReportProps {
  const quiz = quizOf({ ...assessment, language })
  const answers = answersTo(quiz, assessment)
  const lastTime = comparisonView(quiz, assessment, language)
  const spread = assessment.spread && spreadView(assessment.spread, assessment.totalScore, language)
  return {
    company: assessment.ownBrowser ? assessment.company : null,
    offeredBy: COMPANY_NAME ?? null,
    day: dayInWords(assessment.completedAt, language),
    score: assessment.totalScore,
    category: shownCategory(quiz, assessment.scoreCategory),
    areas: areaScores(quiz, assessment.scoreBreakdown),
    lastTime: lastTime?.kind === 'compared' ? lastTime : undefined,
    recommendations: recommendationsView(quiz, assessment),
    way: answers ? whatIf(quiz, answers, []).way : undefined,
    answers: answers && answerEffects(quiz, answers),
    method: {
      quiz,
      version: assessment.quizVersion,
      spread: spread
        ? messagesFor(language).report.spread(
            spread.total,
            spread.fromDay,
            spread.throughDay,
            spread.belowShare,
          )
        : undefined,
    },
  }
}
