import { useHref, useMessages } from './mount.tsx'
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
  const {
    results: { keeping: t },
  } = useMessages()
  const href = useHref()
  return (
    <section className="keeping" id="again" aria-labelledby="again-title">
      <h2 id="again-title">{t.again}</h2>
      {own ? (
        <>
          <p>{t.againText(own.days)}</p>
          <StartForm id="start-again" label={t.againNow} />
          {own.url === undefined ? (
            <p>{t.againLater}</p>
          ) : (
            <>
              <p>{t.againLink(own.until ?? '')}</p>
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
              {own.url === undefined ? t.makeAgainLink : t.endLink}
            </button>
          </form>
        </>
      ) : (
        <>
          <p>{t.againCompared}</p>
          <p>
            <a className="button button-quiet" href={href(`/assessment/again?link=${byLink}`)}>
              {t.again}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
