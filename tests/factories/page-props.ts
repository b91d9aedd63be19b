import { type AreaChangesProps } from '#app/components/area-changes.tsx'
import { type BoardReportProps } from '#app/components/board-report.tsx'
import { type LandingProps } from '#app/components/landing.tsx'
import { type ResultsProps } from '#app/components/results.tsx'
import { type StepFormProps } from '#app/components/step-form.tsx'
import { pageWords } from '#app/content/variants.ts'
import { CONSENT, RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
import { CHOICES, findCategory, findLimits, type CategoryId, type Quiz } from '#app/domain/quiz/quiz.ts'
import { QUIZ } from './quiz.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { answerEffects } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { recommend } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll } from './answers.ts'

/** Those that lose most are not those with the lowest choice. */
export const ANSWERS = answerAll('C', { customer_safe_1: 'A', customer_safe_2: 'E', governance_1: 'B' })

/** @param say what is not of the questions, in their language */
export function pagePropsOf(quiz: Quiz, say: (english: string) => string = (english) => english) {
  const { areas, questions } = quiz
  function createLandingProps(overrides: Partial<LandingProps> = {}): LandingProps {
    return {
      texts: pageWords(null, quiz),
      areas: areas.map(({ id, name, intro, questions, weight }) => ({
        id,
        title: name,
        summary: intro,
        questionCount: questions.length,
        weight,
      })),
      minutes: quiz.minutes,
      sample: sampleResult(quiz),
      retentionDays: 30,
      hiddenFields: { referrer: 'https://example.com/' },
      ...overrides,
    }
  }

  function createStepProps(step: number, overrides: Partial<StepFormProps> = {}): StepFormProps {
    const area = areas[step - 1]!
    return {
      step,
      stepNames: areas.map(({ name }) => name),
      title: area.name,
      intro: area.intro,
      questions: area.questions.map(({ id, text, whyItMatters, choices }) => ({
        id,
        prompt: text,
        hint: whyItMatters,
        choices: CHOICES.map((value) => ({ value, label: choices[value] })),
      })),
      firstQuestionNumber: area.questions[0]!.number,
      questionCount: questions.length,
      minutes: quiz.minutes,
      quizKey: `${quiz.scorecard}@${quiz.version}`,
      answers: {},
      consentText: say(CONSENT.text),
      requestText: say(RESULTS_REQUEST.text),
      consentVersion: CONSENT.version,
      asksAddress: true,
      backHref: step > 1 ? `/assessment/step/${step - 1}` : undefined,
      assessmentKey: 'test-key',
      ...overrides,
    }
  }

  function createResultsProps(
    score: number,
    category: CategoryId,
    overrides: Partial<ResultsProps> = {},
  ): ResultsProps {
    const { id, name, headline, explanation, nextStep } = findCategory(quiz, category)!
    const items = createRecommendations()
    return {
      score,
      day: say('26 November 2026'),
      category: { category: id, name, headline, explanation, nextStep, limits: findLimits(quiz) },
      areas: areas.map((area, index) => ({
        id: area.id,
        name: area.name,
        weight: area.weight,
        score: [69, 35, 50, 100][index]!,
      })),
      answers: answerEffects(quiz, ANSWERS),
      whatIf: whatIf(quiz, ANSWERS, []),
      recommendations: {
        items: items.slice(0, 1),
        locked: items.slice(1).map(({ id, areaName, gain }) => ({ id, areaName, gain })),
      },
      contact: {
        action: '/assessment/results/1',
        stage: 'email',
        asksConsent: true,
        consentText: say(CONSENT.text),
        requestText: say(RESULTS_REQUEST.text),
      },
      ...overrides,
    }
  }

  function createReportProps(overrides: Partial<BoardReportProps> = {}): BoardReportProps {
    const { score, day, category, areas } = createResultsProps(51, 'risk_zone')
    return {
      company: 'Example Works',
      offeredBy: 'Example Advisers',
      day,
      score,
      category,
      areas,
      recommendations: { items: createRecommendations(), locked: [] },
      way: whatIf(quiz, ANSWERS, []).way,
      answers: answerEffects(quiz, ANSWERS),
      method: { quiz, version: quiz.version },
      ...overrides,
    }
  }

  /** What has changed since another time. */
  const changes: AreaChangesProps = {
    day: say('3 August 2026'),
    total: { before: 44, after: 51 },
    areas: areas.map(({ id, name }, index) => ({
      id,
      name,
      before: [50, 35, 60, 25][index]!,
      after: [69, 35, 50, 100][index]!,
    })),
  }

  function createRecommendations() {
    return recommend(quiz, scoreAssessment(quiz, answerAll('C'))).map(({ questionId, ...rest }) => ({
      id: questionId,
      ...rest,
    }))
  }

  return {
    createLandingProps,
    createStepProps,
    createResultsProps,
    createReportProps,
    createRecommendations,
    changes,
  }
}

export const { createLandingProps, createStepProps, createResultsProps, createRecommendations } =
  pagePropsOf(QUIZ)
