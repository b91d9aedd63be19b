import { useHref, useMessages } from '#app/components/mount.tsx'
import { StartForm } from '#app/components/start-form.tsx'
import { LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import { ActForm } from './act-form.tsx'
import { TeamComparisonTable, type ComparisonProps } from './comparison.tsx'

export interface TeamPageProps {
  token: string
  url: string
  /** This browser's own result. */
  resultId: string
  isOwner: boolean
  /** What becomes of the answers of this browser; null for who has made the link, and left. */
  state: 'waiting' | 'compared' | 'left_out' | null
  /** Those who have answered, and are not compared yet. */
  waiting: number
  sameQuestions: boolean
  /** Absent as long as nobody is compared. */
  comparison?: ComparisonProps
}

/** A team's page, for its members and for who made it. */
export function TeamPage(props: TeamPageProps) {
  const { token, url, resultId, isOwner, state, comparison, sameQuestions } = props
  const href = useHref()
  const { team: t } = useMessages()
  return (
    <div className="results">
      <div className="results-meaning">
        <h1>{t.ownTitle}</h1>
        {comparison ? (
          <div className="category">
            <p className="category-headline">
              {t.comparison.lead(comparison.agreed, comparison.questionCount)}
            </p>
            <p className="muted">{t.comparison.people(comparison.people)}</p>
          </div>
        ) : (
          <p className="category-headline">{sameQuestions ? t.count(props.waiting) : t.otherQuestions}</p>
        )}
        {sameQuestions && <Waiting {...props} />}
        {state === 'left_out' && (
          <>
            <p>{t.leftOut}</p>
            {sameQuestions && (
              <StartForm id="start" label={t.answerAnew} quiet hiddenFields={{ team: token }} />
            )}
          </>
        )}
      </div>
      {comparison && <TeamComparisonTable {...comparison} />}
      <div className="results-keeping">
        {isOwner && <Link url={url} resultId={resultId} />}
        {state !== null && <Leave resultId={resultId} />}
        <p>
          <a href={href(`/assessment/results/${resultId}`)}>{t.ownResult}</a>
        </p>
      </div>
    </div>
  )
}

function Waiting({ waiting, comparison, isOwner, resultId }: TeamPageProps) {
  const words = useMessages().team.waiting
  if (waiting === 0) return null
  const missing = LEAST_COMPARED - waiting
  if (missing > 0) return <p>{comparison ? words.more(waiting) : words.few(missing)}</p>
  return (
    <>
      {comparison && <p>{words.more(waiting)}</p>}
      {isOwner ? (
        <div className="keeping">
          <ActForm act="compare" resultId={resultId} label={words.compare} primary />
          <p className="muted">{words.compareHint}</p>
        </div>
      ) : (
        <p>{words.forMaker}</p>
      )}
    </>
  )
}

function Link({ url, resultId }: { url: string; resultId: string }) {
  const words = useMessages().team.link
  return (
    <section className="keeping" aria-labelledby="link-title">
      <h2 id="link-title">{words.title}</h2>
      <p>{words.text}</p>
      <p className="shared-address">
        <a href={url}>{url}</a>
      </p>
      <ActForm act="end" resultId={resultId} label={words.end} />
      <p className="muted">{words.endText}</p>
    </section>
  )
}

function Leave({ resultId }: { resultId: string }) {
  const words = useMessages().team.leave
  return (
    <section className="keeping" aria-labelledby="leave-title">
      <h2 id="leave-title">{words.title}</h2>
      <p>{words.text}</p>
      <ActForm act="leave" resultId={resultId} label={words.button} />
    </section>
  )
}
