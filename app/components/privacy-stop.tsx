import { useHref } from './mount.tsx'
import { Notice } from './notice.tsx'

export interface PrivacyStopProps {
  /** What has just happened; null before the button was pressed. */
  done: { title: string; texts: readonly string[]; receipt?: string } | null
}

/** Where the link to stop e-mails leads. Opening it changes nothing; the button posts to the page's own address. */
export function PrivacyStop({ done }: PrivacyStopProps) {
  const href = useHref()
  return (
    <div className="privacy">
      <h1>Stop our e-mails</h1>
      {done ? (
        <Notice tone="success" title={done.title}>
          {done.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {done.receipt && (
            <p>
              <a href={href(`/privacy?receipt=${done.receipt}`)}>
                See when our customer database has followed
              </a>{' '}
              (receipt {done.receipt})
            </p>
          )}
        </Notice>
      ) : (
        <form className="card privacy-choice" method="post">
          <p>
            We send no more e-mails to the address that this link came to, nobody calls about the assessment,
            and our customer database is told. Your results stay until they are due to be removed.
          </p>
          <button className="button button-primary" type="submit">
            Stop e-mails and withdraw my consent
          </button>
        </form>
      )}
    </div>
  )
}
