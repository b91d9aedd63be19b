import { MountContext, useHref } from './mount.tsx'
import { useContext } from 'react'
import { BRAND } from '#app/domain/brand/brand.ts'
import type { PageWords } from '#app/domain/quiz/content/experiment-types.ts'
import { WHOLE_MINUTES, leftInWords } from '#app/domain/quiz/time-left.ts'
import { LandingMethod, type LandingArea } from './landing-method.tsx'
import { LandingQuestions } from './landing-questions.tsx'
import { LandingAdvice, LandingSample, type LandingSampleProps } from './landing-sample.tsx'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'
import { StartForm } from './start-form.tsx'

/** How far this browser's newest assessment has come. `started`: that it began is all that is known in time. */
export type LandingVisit =
  | { kind: 'under_way'; href: string; questionsLeft: number }
  | { kind: 'completed'; href: string; score: number }
  | { kind: 'started'; href: string }

export interface LandingProps {
  texts: Pick<PageWords, 'headline' | 'lead' | 'startLabel'>
  areas: readonly LandingArea[]
  sample: LandingSampleProps
  retentionDays: number
  /** Absent for a browser without an assessment. */
  visit?: LandingVisit
  /** Carried along with the start, for example campaign tags. */
  hiddenFields?: Readonly<Record<string, string>>
}

export function Landing({ texts, areas, sample, retentionDays, visit, hiddenFields }: LandingProps) {
  const { embedded } = useContext(MountContext)
  const questionCount = areas.reduce((sum, area) => sum + area.questionCount, 0)
  return (
    <>
      <section className="hero">
        <div className="hero-text">
          <p className="eyebrow">{BRAND.audience}</p>
          <h1>{texts.headline}</h1>
          <p className="lead">{texts.lead}</p>
          {visit ? (
            <OwnState {...visit} />
          ) : (
            <StartForm id="start" label={texts.startLabel} hiddenFields={hiddenFields} />
          )}
          <ul className="facts">
            <li>{`${questionCount} questions`}</li>
            <li>{`About ${WHOLE_MINUTES} minutes`}</li>
            <li>Score without signing up</li>
          </ul>
        </div>
        {!embedded && <LandingSample {...sample} />}
      </section>
      {/* In a frame the site around it says what it is. */}
      {!embedded && (
        <>
          <LandingAdvice recommendations={sample.recommendations} />
          <LandingMethod areas={areas} />
          <WhoAsks />
          <LandingQuestions retentionDays={retentionDays} />
        </>
      )}
      {(!embedded || visit) && (
        <section className="band closing" aria-labelledby="closing-title">
          <h2 id="closing-title">{visit ? 'Has something changed?' : 'Find out where you stand'}</h2>
          <p className="muted">
            {visit
              ? 'A new assessment begins with the first question. What you have done stays as it is.'
              : `${questionCount} questions, about ${WHOLE_MINUTES} minutes, and you may stop at any time.`}
          </p>
          <StartForm
            id="start-again"
            label={visit ? 'Start a new assessment' : texts.startLabel}
            hiddenFields={hiddenFields}
            quiet={visit !== undefined}
          />
        </section>
      )}
    </>
  )
}

function OwnState(visit: LandingVisit) {
  const href = useHref()
  const { label, words } = stateWords(visit)
  return (
    <p className="own-state">
      <a className="button button-primary button-large" href={href(visit.href)}>
        {label}
      </a>
      <span>{words}</span>
    </p>
  )
}

function stateWords(visit: LandingVisit): { label: string; words: string } {
  switch (visit.kind) {
    case 'under_way':
      return {
        label: 'Continue your assessment',
        words: visit.questionsLeft === 0 ? 'All questions answered.' : `${leftInWords(visit.questionsLeft)}.`,
      }
    case 'completed':
      return { label: `Your result: ${visit.score}`, words: 'You completed the assessment in this browser.' }
    case 'started':
      return { label: 'Go to your assessment', words: 'You started one in this browser.' }
  }
}

function WhoAsks() {
  const href = useHref()
  const { company, imprintUrl, contactUrl } = useContext(SiteContext)
  return (
    <section className="band split" aria-labelledby="who-title">
      <h2 id="who-title">{company ? `Who asks: ${company}` : 'Who asks'}</h2>
      <div>
        <p>{BRAND.about}</p>
        <p>
          <a href={imprintUrl ?? href(ABOUT_CONTROLLER)}>Who we are</a>
          {contactUrl && (
            <>
              {' '}
              <a href={contactUrl}>Contact us</a>
            </>
          )}
        </p>
      </div>
    </section>
  )
}
