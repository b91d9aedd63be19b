import { MountContext, useHref, useMessages } from './mount.tsx'
import { useContext } from 'react'
import type { Messages } from '#app/words/messages.ts'
import type { LandingWords } from '#app/domain/quiz/content-types.ts'
import { type Pace, minutesFor } from '#app/domain/quiz/time-left.ts'
import { LandingMethod, type LandingArea } from './landing-method.tsx'
import { LandingFaq } from './landing-faq.tsx'
import { LandingAdvice, LandingSample, type LandingSampleProps } from './landing-sample.tsx'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'
import { StartForm } from './start-form.tsx'

/** How far this browser's newest assessment has come. `started`: that it began is all that is known in time. */
export type LandingVisit =
  | { kind: 'under_way'; href: string; questionsLeft: number }
  | { kind: 'completed'; href: string; score: number }
  | { kind: 'started'; href: string }

export interface LandingProps {
  texts: LandingWords
  areas: readonly LandingArea[]
  /** about how long it takes */
  minutes: number
  sample: LandingSampleProps
  retentionDays: number
  /** Absent for a browser without an assessment. */
  visit?: LandingVisit
  /** Carried along with the start, for example campaign tags. */
  hiddenFields?: Readonly<Record<string, string>>
}

export function Landing(props: LandingProps) {
  const { texts, areas, minutes, sample, retentionDays, visit, hiddenFields } = props
  const { embedded } = useContext(MountContext)
  const { landing: t } = useMessages()
  const questionCount = areas.reduce((sum, area) => sum + area.questionCount, 0)
  return (
    <>
      <section className="hero">
        <div className="hero-text">
          <p className="eyebrow">{texts.audience}</p>
          <h1>{texts.headline}</h1>
          <p className="lead">{texts.lead}</p>
          {visit ? (
            <OwnState visit={visit} whole={{ questions: questionCount, minutes }} />
          ) : (
            <StartForm id="start" label={texts.startLabel} hiddenFields={hiddenFields} />
          )}
          <ul className="facts">
            <li>{t.questions(questionCount)}</li>
            <li>{t.minutes(minutes)}</li>
            <li>{t.free}</li>
          </ul>
        </div>
        {!embedded && <LandingSample {...sample} />}
      </section>
      {/* In a frame the site around it says what it is. */}
      {!embedded && (
        <>
          <LandingAdvice recommendations={sample.recommendations} />
          <LandingMethod text={texts.method} areas={areas} />
          <WhoAsks about={texts.about} />
          <LandingFaq faq={texts.faq} retentionDays={retentionDays} />
        </>
      )}
      {(!embedded || visit) && (
        <section className="band closing" aria-labelledby="closing-title">
          <h2 id="closing-title">{visit ? t.somethingChanged : t.findOut}</h2>
          <p className="muted">{visit ? t.newOne : t.effort(questionCount, minutes)}</p>
          <StartForm
            id="start-again"
            label={visit ? t.startNew : texts.startLabel}
            hiddenFields={hiddenFields}
            quiet={visit !== undefined}
          />
        </section>
      )}
    </>
  )
}

function OwnState({ visit, whole }: { visit: LandingVisit; whole: Pace }) {
  const { landing: t } = useMessages()
  const href = useHref()
  const { label, words } = stateWords(visit, whole, t)
  return (
    <p className="own-state">
      <a className="button button-primary button-large" href={href(visit.href)}>
        {label}
      </a>
      <span>{words}</span>
    </p>
  )
}

function stateWords(
  visit: LandingVisit,
  whole: Pace,
  t: Messages['landing'],
): { label: string; words: string } {
  switch (visit.kind) {
    case 'under_way':
      return {
        label: t.continue,
        words:
          visit.questionsLeft === 0
            ? t.allAnswered
            : t.left(visit.questionsLeft, minutesFor(visit.questionsLeft, whole)),
      }
    case 'completed':
      return { label: t.yourResult(visit.score), words: t.completed }
    case 'started':
      return { label: t.goOn, words: t.started }
  }
}

function WhoAsks({ about }: { about: string }) {
  const { landing: t } = useMessages()
  const href = useHref()
  const { company, imprintUrl, contactUrl } = useContext(SiteContext)
  return (
    <section className="band split" aria-labelledby="who-title">
      <h2 id="who-title">{t.whoAsks(company)}</h2>
      <div>
        <p>{about}</p>
        <p>
          <a href={imprintUrl ?? href(ABOUT_CONTROLLER)}>{t.whoWeAre}</a>
          {contactUrl && (
            <>
              {' '}
              <a href={contactUrl}>{t.contactUs}</a>
            </>
          )}
        </p>
      </div>
    </section>
  )
}
