import { useHref, useMessages } from '#app/components/mount.tsx'
import { Notice } from '#app/components/notice.tsx'
import { StartForm } from '#app/components/start-form.tsx'
import { ActForm } from './act-form.tsx'

export interface InvitationProps {
  token: string
  quizName: string
  minutes: number
  /** This browser's result that may be compared as it is. */
  joinable?: { id: string; day: string }
  /** The step at which this browser's assessment for the team stands. */
  stepUnderWay?: number
  /** The questions are still those of the team. */
  sameQuestions: boolean
  /** They have just left. */
  hasLeft: boolean
}

/** What somebody with the link reads before they answer: what it is, and what is shown to whom. */
export function Invitation({
  token,
  quizName,
  minutes,
  joinable,
  stepUnderWay,
  sameQuestions,
  hasLeft,
}: InvitationProps) {
  const href = useHref()
  const { team: t } = useMessages()
  const words = t.invitation
  return (
    <div className="prose">
      {hasLeft && (
        <Notice tone="success" title={words.left.title}>
          <p>{words.left.text}</p>
        </Notice>
      )}
      <h1>{t.title}</h1>
      <p className="lead">{words.lead(quizName, minutes)}</p>
      <h2>{words.shownTitle}</h2>
      <ul>
        {words.shown.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {stepUnderWay !== undefined && (
        <a className="button button-primary button-large" href={href(`/assessment/step/${stepUnderWay}`)}>
          {words.carryOn}
        </a>
      )}
      {joinable && <ActForm act="join" resultId={joinable.id} label={words.join(joinable.day)} primary />}
      {sameQuestions ? (
        stepUnderWay === undefined && (
          <StartForm
            id="start"
            label={joinable ? words.anew : words.start}
            quiet={joinable !== undefined}
            hiddenFields={{ team: token }}
          />
        )
      ) : (
        <>
          {!joinable && <p>{words.otherQuestions}</p>}
          <StartForm id="start" label={words.alone} quiet={joinable !== undefined} />
        </>
      )}
    </div>
  )
}
