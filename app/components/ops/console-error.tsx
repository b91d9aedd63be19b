import { waitInWords } from '#app/domain/duration.ts'

export interface ConsoleErrorProps {
  status: number
  detail?: string | undefined
  retryAfterSeconds?: number | undefined
}

const TITLES: Record<number, string> = {
  403: 'Not allowed',
  413: 'Too large to send',
  422: 'That cannot be done',
  429: 'Too many attempts',
  503: 'Nobody can tell right now',
}

/** A page of /ops for when things go wrong, without anything that only somebody signed in may see. */
export function ConsoleError({ status, detail, retryAfterSeconds }: ConsoleErrorProps) {
  const { [status]: title = 'Something went wrong' } = TITLES
  return (
    <main id="main" className="main main-reading error-page" tabIndex={-1}>
      <p className="eyebrow">Error {status}</p>
      <h1>{title}</h1>
      {detail && <p className="lead">{detail}</p>}
      {status === 503 && (
        <p className="lead">
          The database or the certificates of Access cannot be reached: nothing is shown.
        </p>
      )}
      {retryAfterSeconds !== undefined && <p>Please try again in {waitInWords(retryAfterSeconds)}.</p>}
      <div className="actions">
        <a className="button button-primary" href="/ops">
          To the console
        </a>
      </div>
    </main>
  )
}
