import { useHref, useMessages } from './mount.tsx'
import { Notice } from './notice.tsx'

export interface PrivacyStopProps {
  /** What has just happened, `null` where nothing was held; undefined before the button was pressed. */
  stopped?: { receipt: string } | null
}

/** Where the link to stop e-mails leads. Opening it changes nothing; the button posts to the page's own address. */
export function PrivacyStop({ stopped }: PrivacyStopProps) {
  const href = useHref()
  const { stop: words } = useMessages().privacy
  return (
    <div className="privacy">
      <h1>{words.title}</h1>
      {stopped === undefined && (
        <form className="card privacy-choice" method="post">
          <p>{words.text}</p>
          <button className="button button-primary" type="submit">
            {words.button}
          </button>
        </form>
      )}
      {stopped === null && (
        <Notice tone="success" title={words.nothingHeld.title}>
          <p>{words.nothingHeld.text}</p>
        </Notice>
      )}
      {stopped && (
        <Notice tone="success" title={words.stopped.title}>
          <p>{words.stopped.text}</p>
          <p>
            <a href={href(`/privacy?receipt=${stopped.receipt}`)}>{words.stopped.follow}</a>{' '}
            {words.stopped.receipt(stopped.receipt)}
          </p>
        </Notice>
      )}
    </div>
  )
}
