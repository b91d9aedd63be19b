/** @param props.to where it leads afterwards */
export function SignInForm({ to, wrong }: { to: string; wrong: boolean }) {
  return (
    <main id="main" className="main ops-sign-in" tabIndex={-1}>
      <h1>Sign in to the console</h1>
      <p className="lead">With the token of this installation. A session lasts two hours.</p>
      <form method="post" action="/ops/sign-in">
        <input type="hidden" name="to" value={to} />
        <div className={`field${wrong ? ' has-error' : ''}`}>
          <label htmlFor="token">Token</label>
          {wrong && (
            <p className="field-error" id="token-error">
              That is not a token of this installation.
            </p>
          )}
          <input
            id="token"
            name="token"
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? 'token-error' : undefined}
          />
        </div>
        <button className="button button-primary" type="submit">
          Sign in
        </button>
      </form>
      <p>
        <a href={to}>I am signed in already</a>
      </p>
    </main>
  )
}
