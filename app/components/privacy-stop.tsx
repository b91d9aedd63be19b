import { useHref, useMessages } from './mount.tsx'
import { Notice } from './notice.tsx'
import { TextField } from './text-field.tsx'

export interface PrivacyStopProps {
  /** Which of the links that this browser has opened the button is for; null where it has kept none. */
  link?: string | null
  /** What was pasted is no such link. */
  incomplete?: boolean
  /** What has just happened, `null` where nothing was held; undefined before the button was pressed. */
  stopped?: { receipt: string } | null
}

/** Where the link to stop e-mails leads. Opening it changes nothing. */
export function PrivacyStop({ link, incomplete, stopped }: PrivacyStopProps) {
  const href = useHref()
  const { stop: words } = useMessages().privacy
  return (
    <div className="privacy">
      <h1>{words.title}</h1>
      {stopped === undefined && (
        <form className="card privacy-choice" method="post">
          {link ? <input type="hidden" name="link" value={link} /> : <PastedLink incomplete={incomplete} />}
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

function PastedLink({ incomplete = false }: Pick<PrivacyStopProps, 'incomplete'>) {
  const { stop: words } = useMessages().privacy
  const { label, hint } = words.pasted
  const error = incomplete ? words.incomplete : undefined
  return <TextField name="pasted" label={label} hint={hint} error={error} autoComplete="off" required />
}
