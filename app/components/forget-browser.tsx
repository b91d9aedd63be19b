import { useHref, useMessages } from './mount.tsx'

export interface ForgetBrowserProps {
  /** Whether a link to these results is shared, which ends as well. */
  sharing?: boolean
}

/** For a machine that others use: nothing of the assessment opens in this browser afterwards. */
export function ForgetBrowser({ sharing = false }: ForgetBrowserProps) {
  const {
    results: { keeping: t },
  } = useMessages()
  const href = useHref()
  return (
    <section className="keeping" aria-labelledby="forget-title">
      <h2 id="forget-title">{t.forget}</h2>
      <p>{t.forgetText(sharing)}</p>
      <form method="post" action={href('/assessment/forget')}>
        <button className="button button-quiet" type="submit">
          {t.forgetButton}
        </button>
      </form>
    </section>
  )
}
