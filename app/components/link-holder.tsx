import { useMessages } from './mount.tsx'

export interface LinkHolderProps {
  /** The address that the link was sent to, shortened; absent once it has been removed. */
  address?: string
  /** Whether this browser took the assessment, and so may give details. */
  ownBrowser: boolean
  /** Whether somebody has already said that the address is theirs. */
  confirmed: boolean
}

/** What a link from an e-mail offers: to confirm the address that it was sent to. */
export function LinkHolder({ address, ownBrowser, confirmed }: LinkHolderProps) {
  const { contact: t } = useMessages()
  const asks = address !== undefined && !confirmed
  if (ownBrowser && !asks) return null
  return (
    <section className="card contact-form" aria-labelledby="link-title">
      <div className="contact-intro">
        <h2 id="link-title">{t.link.title}</h2>
        {address !== undefined && <p className="muted">{t.link.sentTo(address)}</p>}
      </div>
      <div className="contact-fields">
        {!ownBrowser && <p>{t.link.readOnly}</p>}
        {asks && (
          <form method="post">
            <input type="hidden" name="intent" value="confirm_address" />
            <button className="button button-quiet" type="submit">
              {t.link.confirm}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}
