import type { ReactElement } from 'react'
import type { AreaChangesProps } from '#app/components/area-changes.tsx'
import { BoardReport, type BoardReportProps } from '#app/components/board-report.tsx'
import { ErrorPage, type ErrorKind } from '#app/components/error-page.tsx'
import { Landing, type LandingProps } from '#app/components/landing.tsx'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import { ReportActions } from '#app/components/report-actions.tsx'
import { Results, type ResultsProps } from '#app/components/results.tsx'
import { StepForm, type StepFormProps } from '#app/components/step-form.tsx'
import { pageWords } from '#app/domain/visit/variant.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import {
  AREAS,
  CHOICES,
  QUESTIONS,
  QUIZ_VERSION,
  findCategory,
  type CategoryId,
} from '#app/domain/quiz/quiz.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { answerEffects } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { recommend } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { answerAll } from './answers.ts'

export function createLandingProps(overrides: Partial<LandingProps> = {}): LandingProps {
  return {
    texts: pageWords(null),
    areas: AREAS.map(({ id, name, intro, questions, weight }) => ({
      id,
      title: name,
      summary: intro,
      questionCount: questions.length,
      weight,
    })),
    sample: sampleResult(),
    retentionDays: 30,
    hiddenFields: { referrer: 'https://example.com/' },
    ...overrides,
  }
}

export function createStepProps(step: number, overrides: Partial<StepFormProps> = {}): StepFormProps {
  const area = AREAS[step - 1]!
  return {
    step,
    stepNames: AREAS.map(({ name }) => name),
    title: area.name,
    intro: area.intro,
    questions: area.questions.map(({ id, text, whyItMatters, choices }) => ({
      id,
      prompt: text,
      hint: whyItMatters,
      choices: CHOICES.map((value) => ({ value, label: choices[value] })),
    })),
    firstQuestionNumber: area.questions[0]!.number,
    questionCount: QUESTIONS.length,
    answers: {},
    consentText: CONSENT.text,
    consentVersion: CONSENT.version,
    asksAddress: true,
    backHref: step > 1 ? `/assessment/step/${step - 1}` : undefined,
    assessmentKey: 'test-key',
    ...overrides,
  }
}

/** Those that lose most are not those with the lowest choice. */
const ANSWERS = answerAll('C', { customer_safe_1: 'A', customer_safe_2: 'E', governance_1: 'B' })

export function createResultsProps(
  score: number,
  category: CategoryId,
  overrides: Partial<ResultsProps> = {},
): ResultsProps {
  const { id, name, headline, explanation, nextStep } = findCategory(category)!
  const items = createRecommendations()
  return {
    score,
    day: '26 November 2026',
    category: { category: id, name, headline, explanation, nextStep },
    areas: AREAS.map((area, index) => ({
      id: area.id,
      name: area.name,
      weight: area.weight,
      score: [69, 35, 50, 100][index]!,
    })),
    answers: answerEffects(ANSWERS),
    whatIf: whatIf(ANSWERS, []),
    recommendations: {
      items: items.slice(0, 1),
      locked: items.slice(1).map(({ id, areaName, gain }) => ({ id, areaName, gain })),
    },
    contact: { stage: 'email', asksConsent: true, consentText: CONSENT.text },
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
    recommendations: unlocked,
    way: whatIf(ANSWERS, []).way,
    answers: answerEffects(ANSWERS),
    method: { version: QUIZ_VERSION },
    ...overrides,
  }
}

const CHANGES: AreaChangesProps = {
  day: '3 August 2026',
  total: { before: 44, after: 51 },
  areas: AREAS.map(({ id, name }, index) => ({
    id,
    name,
    before: [50, 35, 60, 25][index]!,
    after: [69, 35, 50, 100][index]!,
  })),
}

export function createRecommendations() {
  return recommend(scoreAssessment(answerAll('C'))).map(({ questionId, ...rest }) => ({
    id: questionId,
    ...rest,
  }))
}

const unlocked = { items: createRecommendations(), locked: [] }
const consentText = CONSENT.text
const questionIds = AREAS[3]!.questions.map(({ id }) => id)

const ERROR_KINDS: ErrorKind[] = [
  400,
  403,
  404,
  405,
  409,
  413,
  422,
  429,
  500,
  503,
  'expired',
  'link_cookie',
  'start_cookie',
]

/** Every page in the states that look different, by name. */
export const PAGES: Record<string, ReactElement> = {
  landing: (
    <Layout width="wide">
      <Landing {...createLandingProps()} />
    </Layout>
  ),
  'landing with an assessment under way': (
    <Layout width="wide">
      <Landing
        {...createLandingProps({
          texts: pageWords('headline-proof:proof'),
          visit: { kind: 'under_way', href: '/assessment/step/2', questionsLeft: 12 },
        })}
      />
    </Layout>
  ),
  'first step': (
    <Layout>
      <StepForm {...createStepProps(1)} />
    </Layout>
  ),
  'second step with answers': (
    <Layout>
      <StepForm {...createStepProps(2, { answers: { customer_safe_1: 'B', customer_safe_2: 'E' } })} />
    </Layout>
  ),
  'last step with errors': (
    <Layout>
      <Notice tone="warning" title="We could not save your answers">
        <p>They are still in the form. Please wait a moment and try again.</p>
      </Notice>
      <StepForm
        {...createStepProps(4, {
          answers: { [questionIds[1]!]: 'C' },
          email: 'ada@',
          errors: {
            [questionIds[0]!]: 'Choose the answer that fits best.',
            [questionIds[2]!]: 'Choose the answer that fits best.',
            email: 'Enter an e-mail address like name@example.com.',
          },
        })}
      />
    </Layout>
  ),
  'results before an e-mail': (
    <Layout width="wide">
      <Results {...createResultsProps(51, 'risk_zone')} />
    </Layout>
  ),
  'results with fixes tried': (
    <Layout width="wide">
      <Results
        {...createResultsProps(51, 'risk_zone', {
          whatIf: whatIf(ANSWERS, ['customer_safe_2', 'governance_1']),
        })}
      />
    </Layout>
  ),
  'results of former questions': (
    <Layout width="wide">
      <Results {...createResultsProps(51, 'risk_zone', { answers: null, whatIf: undefined })} />
    </Layout>
  ),
  'results after another time': (
    <Layout width="wide">
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          lastTime: {
            kind: 'compared',
            ...CHANGES,
            answers: AREAS[3]!.questions.map(({ id, title, choices }, index) => ({
              id,
              title,
              before: choices.D,
              after: index === 0 ? choices.E : choices.A,
              points: index === 0 ? -1 : 4,
            })),
          },
          keeping: {
            reportHref: '/assessment/results/r/report',
            forget: true,
            sharing: {},
            again: { own: { url: 'https://example.com/assessment/again/0123456789', days: 30 } },
          },
        })}
      />
    </Layout>
  ),
  'results after other questions': (
    <Layout width="wide">
      <Results
        {...createResultsProps(51, 'risk_zone', {
          lastTime: { kind: 'other_questions', day: '3 August 2026', score: 44 },
          keeping: { reportHref: '/assessment/results/r/report', again: { byLink: '0123456789abcdef' } },
        })}
      />
    </Layout>
  ),
  report: (
    <Layout>
      <ReportActions backHref="/assessment/results/r" pdfHref="/assessment/results/r/report.pdf" />
      <BoardReport {...createReportProps({ lastTime: CHANGES })} />
    </Layout>
  ),
  'report of former questions, without a printer': (
    <Layout>
      <ReportActions backHref="/assessment/results/r" failed />
      <BoardReport
        {...createReportProps({
          company: null,
          offeredBy: null,
          way: undefined,
          answers: null,
          recommendations: {
            items: unlocked.items.slice(0, 1),
            locked: unlocked.items.slice(1).map(({ id, areaName, gain }) => ({ id, areaName, gain })),
          },
        })}
      />
    </Layout>
  ),
  'results by a link': (
    <Layout width="wide">
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          contact: undefined,
          link: { address: 'a…@e….com', ownBrowser: false, confirmed: false },
        })}
      />
    </Layout>
  ),
  'results with an e-mail': (
    <Layout width="wide">
      <Results
        {...createResultsProps(86, 'champion', {
          recommendations: unlocked,
          contact: {
            stage: 'details',
            asksConsent: false,
            consentText,
            values: { firstName: 'Ada' },
            errors: { lastName: 'The last name needs at least one letter.' },
          },
          saved: 'Thank you, your details are saved.',
        })}
      />
    </Layout>
  ),
  'results by e-mail without contact': (
    <Layout width="wide">
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          contact: {
            stage: 'details',
            asksConsent: true,
            consentText,
            values: { firstName: 'Ada' },
            errors: {
              consent:
                'Tick the box if we may contact you, or leave your name, company and phone number empty.',
            },
          },
          briefing: { mayWrite: false },
        })}
      />
    </Layout>
  ),
  'results of a qualified lead': (
    <Layout width="wide">
      <Results
        {...createResultsProps(8, 'crisis', {
          recommendations: unlocked,
          contact: { stage: 'phone', asksConsent: false, consentText },
          briefing: { href: 'https://example.com/briefing', mayWrite: true },
        })}
      />
    </Layout>
  ),
  'results with every detail': (
    <Layout width="wide">
      <Results
        {...createResultsProps(100, 'champion', {
          recommendations: { items: unlocked.items.map((item) => ({ ...item, gain: 0 })), locked: [] },
          answers: answerEffects(answerAll('A')),
          whatIf: whatIf(answerAll('A'), []),
          contact: undefined,
          briefing: { mayWrite: true },
        })}
      />
    </Layout>
  ),
  ...Object.fromEntries(
    ERROR_KINDS.map((kind) => [
      `error ${kind}`,
      <Layout key={kind}>
        <ErrorPage
          kind={kind}
          detail="More about this one case."
          retryAfterSeconds={kind === 429 ? 1_800 : undefined}
        />
      </Layout>,
    ]),
  ),
}
