import type { ReactElement } from 'react'
import { BoardReport } from '#app/components/board-report.tsx'
import { ErrorPage, type ErrorKind } from '#app/components/error-page.tsx'
import { Landing } from '#app/components/landing.tsx'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import { ReportActions } from '#app/components/report-actions.tsx'
import { Results } from '#app/components/results.tsx'
import { StepForm } from '#app/components/step-form.tsx'
import { pageWords } from '#app/content/variants.ts'
import { CONSENT, RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
import { QUIZ } from './quiz.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { answerEffects } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { answerAll } from './answers.ts'
import { ANSWERS, pagePropsOf } from './page-props.ts'

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

const wide = (page: ReactElement) => <Layout width="wide">{page}</Layout>
const narrow = (page: ReactElement) => <Layout>{page}</Layout>

/** Every page in the states that look different, by name. @param say what is not of the questions, in their language */
export function pagesOf(
  quiz: Quiz,
  say: (english: string) => string = (english) => english,
): Record<string, ReactElement> {
  const { areas } = quiz
  const {
    createLandingProps,
    createStepProps,
    createResultsProps,
    createReportProps,
    createRecommendations,
    changes,
  } = pagePropsOf(quiz, say)
  const unlocked = { items: createRecommendations(), locked: [] }
  const consentText = say(CONSENT.text)
  const requestText = say(RESULTS_REQUEST.text)
  const questionIds = areas[3]!.questions.map(({ id }) => id)
  return {
    landing: wide(<Landing {...createLandingProps()} />),
    'landing with an assessment under way': wide(
      <Landing
        {...createLandingProps({
          texts: pageWords('headline-proof:proof', quiz),
          visit: { kind: 'under_way', href: '/assessment/step/2', questionsLeft: 12 },
        })}
      />,
    ),
    'first step': narrow(<StepForm {...createStepProps(1)} />),
    'second step with answers': narrow(
      <StepForm {...createStepProps(2, { answers: { customer_safe_1: 'B', customer_safe_2: 'E' } })} />,
    ),
    'last step with errors': narrow(
      <>
        <Notice tone="warning" title={say('We could not save your answers')}>
          <p>{say('They are still in the form. Please wait a moment and try again.')}</p>
        </Notice>
        <StepForm
          {...createStepProps(4, {
            answers: { [questionIds[1]!]: 'C' },
            email: 'ada@',
            errors: {
              [questionIds[0]!]: say('Choose the answer that fits best.'),
              [questionIds[2]!]: say('Choose the answer that fits best.'),
              email: say('Enter an e-mail address like name@example.com.'),
            },
          })}
        />
      </>,
    ),
    'results before an e-mail': wide(<Results {...createResultsProps(51, 'risk_zone')} />),
    'results with fixes tried': wide(
      <Results
        {...createResultsProps(51, 'risk_zone', {
          whatIf: whatIf(quiz, ANSWERS, ['customer_safe_2', 'governance_1']),
        })}
      />,
    ),
    'results of former questions': wide(
      <Results {...createResultsProps(51, 'risk_zone', { answers: null, whatIf: undefined })} />,
    ),
    'results after another time': wide(
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          lastTime: {
            kind: 'compared',
            ...changes,
            answers: areas[3]!.questions.map(({ id, title, choices }, index) => ({
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
      />,
    ),
    'results after other questions': wide(
      <Results
        {...createResultsProps(51, 'risk_zone', {
          lastTime: { kind: 'other_questions', day: say('3 August 2026'), score: 44 },
          keeping: { reportHref: '/assessment/results/r/report', again: { byLink: '0123456789abcdef' } },
        })}
      />,
    ),
    report: narrow(
      <>
        <ReportActions backHref="/assessment/results/r" pdfHref="/assessment/results/r/report.pdf" />
        <BoardReport {...createReportProps({ lastTime: changes })} />
      </>,
    ),
    'report of former questions, without a printer': narrow(
      <>
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
      </>,
    ),
    'results by a link': wide(
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          contact: undefined,
          link: { address: 'a…@e….com', ownBrowser: false, confirmed: false },
        })}
      />,
    ),
    'results with an e-mail': wide(
      <Results
        {...createResultsProps(86, 'champion', {
          recommendations: unlocked,
          contact: {
            action: '/assessment/results/1',
            stage: 'details',
            asksConsent: false,
            consentText,
            requestText,
            values: { firstName: 'Ada' },
            errors: { lastName: say('The last name needs at least one letter.') },
          },
        })}
      />,
    ),
    'results by e-mail without contact': wide(
      <Results
        {...createResultsProps(51, 'risk_zone', {
          recommendations: unlocked,
          contact: {
            action: '/assessment/results/1',
            stage: 'details',
            asksConsent: true,
            consentText,
            requestText,
            values: { firstName: 'Ada' },
            errors: {
              consent: say(
                'Tick the box if we may contact you, or leave your name, company and phone number empty.',
              ),
            },
          },
          briefing: { mayWrite: false },
        })}
      />,
    ),
    'results of a qualified lead': wide(
      <Results
        {...createResultsProps(8, 'crisis', {
          recommendations: unlocked,
          contact: {
            action: '/assessment/results/1',
            stage: 'phone',
            asksConsent: false,
            consentText,
            requestText,
          },
          briefing: { href: 'https://example.com/briefing', mayWrite: true },
        })}
      />,
    ),
    'results with every detail': wide(
      <Results
        {...createResultsProps(100, 'champion', {
          recommendations: { items: unlocked.items.map((item) => ({ ...item, gain: 0 })), locked: [] },
          answers: answerEffects(quiz, answerAll('A')),
          whatIf: whatIf(quiz, answerAll('A'), []),
          contact: undefined,
          briefing: { mayWrite: true },
        })}
      />,
    ),
    ...Object.fromEntries(
      ERROR_KINDS.map((kind) => [
        `error ${kind}`,
        <Layout key={kind}>
          <ErrorPage
            kind={kind}
            detail={say('More about this one case.')}
            retryAfterSeconds={kind === 429 ? 1_800 : undefined}
          />
        </Layout>,
      ]),
    ),
  }
}

export const PAGES = pagesOf(QUIZ)
