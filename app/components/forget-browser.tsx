import { useHref } from './mount.tsx'

export interface ForgetBrowserProps {
  /** Whether a link to these results is shared, which ends as well. */
  sharing?: boolean
}

/** For a machine that others use: nothing of the assessment opens in this browser afterwards. */
export function ForgetBrowser({ sharing = false }: ForgetBrowserProps) {
  const href = useHref()
  return (
    <section className="keeping" aria-labelledby="forget-title">
      <h2 id="forget-title">Do others use this browser?</h2>
      <p>
        Have it forgotten, and no page shows your answers, results or contact details here any more. The links
        in our e-mails go on, and so does one that you keep to compare with
        {sharing ? '; the link that you have shared ends' : ''}.
      </p>
      <form method="post" action={href('/assessment/forget')}>
        <button className="button button-quiet" type="submit">
          Forget this browser
        </button>
      </form>
    </section>
  )
}
