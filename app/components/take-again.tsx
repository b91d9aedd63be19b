import { useHref } from './mount.tsx'
import { StartForm } from './start-form.tsx'

export interface TakeAgainProps {
  /** For the browser that took the assessment; with the link to compare by, once there is one. */
  own?: {
    url?: string
    /** the last day that it works, in words */
    until?: string
    /** how long this browser compares by itself */
    days: number
  }
  /** For who came by a link from an e-mail: its key. */
  byLink?: string
}

/** The way to the next assessment, which is compared with this one. */
export function TakeAgain({ own, byLink }: TakeAgainProps) {
  const href = useHref()
  return (
    <section className="keeping" id="again" aria-labelledby="again-title">
      <h2 id="again-title">Take it again</h2>
      {own ? (
        <>
          <p>
            To see what has moved. For {own.days} days this browser compares the next result with this one by
            itself.
          </p>
          <StartForm id="start-again" label="Take it again now" />
          {own.url === undefined ? (
            <p>For later, in three months, say, or for another browser, keep a link that compares the two.</p>
          ) : (
            <>
              <p>Start the next assessment from this link, until {own.until}, to compare it with this one:</p>
              <p className="shared-address">
                <a href={own.url}>{own.url}</a>
              </p>
            </>
          )}
          <form method="post">
            <input
              type="hidden"
              name="intent"
              value={own.url === undefined ? 'keep_link' : 'end_kept_link'}
            />
            <button className="button button-quiet" type="submit">
              {own.url === undefined ? 'Make a link for later' : 'End this link'}
            </button>
          </form>
        </>
      ) : (
        <>
          <p>Your next result is compared with this one, area by area and question by question.</p>
          <p>
            <a className="button button-quiet" href={href(`/assessment/again?link=${byLink}`)}>
              Take it again
            </a>
          </p>
        </>
      )}
    </section>
  )
}
