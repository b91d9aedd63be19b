import { useHref } from './mount.tsx'

/** One button, without another e-mail: POST /privacy/withdraw, for the browser that agreed. */
export function WithdrawConsent() {
  const href = useHref()
  return (
    <form className="card privacy-choice" method="post" action={href('/privacy/withdraw')} id="withdraw">
      <h2>Withdraw your consent</h2>
      <p>
        You agreed in this browser. From the moment you withdraw, we send you nothing more and pass on nothing
        about you, and our customer database is told. Your results stay.
      </p>
      <button className="button button-quiet" type="submit">
        Withdraw my consent
      </button>
    </form>
  )
}
