import { useHref, useMessages } from './mount.tsx'
import { HiddenFields } from './hidden-fields.tsx'
import { Notice } from './notice.tsx'

export interface StartChallengeProps {
  /** Answered by the browser's script, see app/browser/challenge.ts. */
  challenge: string
  /** The most hashes that it takes. */
  hashes: number
  /** A widget of Cloudflare's, tried first. */
  turnstile?: { sitekey: string; script: string; action: string }
  /** An answer was refused before. */
  again: boolean
  /** Until the start needs no check. */
  retryAfterSeconds: number
  hiddenFields: Readonly<Record<string, string>>
}

/** Asks the browser for a proof before an assessment starts: POST /assessment/start. */
export function StartChallenge(props: StartChallengeProps) {
  const {
    start: { button, check: t },
    errors,
  } = useMessages()
  const href = useHref()
  const { challenge, hashes, turnstile, again, retryAfterSeconds, hiddenFields } = props
  return (
    <div className="error-page">
      {again && (
        <Notice tone="warning" title={t.again}>
          <p>{t.againText}</p>
        </Notice>
      )}
      <h1>{t.title}</h1>
      <p className="lead">{t.text}</p>
      <form
        className="start-check"
        method="post"
        action={href('/assessment/start')}
        data-challenge={hashes}
        data-again={again || undefined}
        hidden
      >
        <HiddenFields fields={{ ...hiddenFields, challenge, answer: '' }} />
        {turnstile && (
          <div
            data-turnstile
            data-sitekey={turnstile.sitekey}
            data-script={turnstile.script}
            data-action={turnstile.action}
          />
        )}
        <p
          role="status"
          data-working={t.working}
          data-done={again ? t.doneAgain : t.done}
          data-failed={t.failed}
        />
        <div data-passed hidden>
          <button className="button button-primary button-large" type="submit">
            {button}
          </button>
        </div>
      </form>
      <div className="start-check" data-without-script>
        <p>{t.withoutScript(retryAfterSeconds)}</p>
        <a className="button button-primary" href={href('/')}>
          {errors.toStart}
        </a>
      </div>
    </div>
  )
}
