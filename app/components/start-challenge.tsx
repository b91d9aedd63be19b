import { useHref } from './mount.tsx'
import { waitInWords } from '#app/domain/duration.ts'
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
  const href = useHref()
  const { challenge, hashes, turnstile, again, retryAfterSeconds, hiddenFields } = props
  return (
    <div className="error-page">
      {again && (
        <Notice tone="warning" title="The check has to be done once more">
          <p>It had run out, was used already, or came from another network.</p>
        </Notice>
      )}
      <h1>One moment before you start</h1>
      <p className="lead">
        Many assessments were started from your network within the last hour, as happens in a large office. To
        keep out machines, your browser does a short check.
      </p>
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
        <p role="status" />
        <div data-passed hidden>
          <button className="button button-primary button-large" type="submit">
            Start the assessment
          </button>
        </div>
      </form>
      <div className="start-check" data-without-script>
        <p>
          The check needs JavaScript, which does not run in your browser at the moment. Without it you can
          start in {waitInWords(retryAfterSeconds)}.
        </p>
        <a className="button button-primary" href={href('/')}>
          Go to the start page
        </a>
      </div>
    </div>
  )
}
