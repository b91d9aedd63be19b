import { useHref, useMessages } from './mount.tsx'

/** One button, without another e-mail: POST /privacy/withdraw, for the browser that agreed. */
export function WithdrawConsent() {
  const { contact: t } = useMessages()
  const href = useHref()
  return (
    <form className="card privacy-choice" method="post" action={href('/privacy/withdraw')} id="withdraw">
      <h2>{t.withdraw.title}</h2>
      <p>{t.withdraw.text}</p>
      <button className="button button-quiet" type="submit">
        {t.withdraw.button}
      </button>
    </form>
  )
}
