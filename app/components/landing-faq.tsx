import { useHref, useMessages } from './mount.tsx'
import { Linked } from './linked.tsx'
import { LIFETIMES } from '#app/domain/limits.ts'

/** What people ask before they start. */
export function LandingFaq({ retentionDays }: { retentionDays: number }) {
  const { landing: t } = useMessages()
  const href = useHref()
  return (
    <section className="band split" aria-labelledby="asked-title">
      <h2 id="asked-title">{t.asked}</h2>
      <div>
        <Question {...t.name} />
        <Question {...t.call} />
        <Question {...t.who} />
        <Question title={t.pause.title} text={t.pause.text(LIFETIMES.session)} />
        <Question title={t.data.title} text={t.data.text(retentionDays)} href={href('/privacy')} />
      </div>
    </section>
  )
}

function Question({ title, text, href }: { title: string; text: string; href?: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <p>
        <Linked text={text} href={href} />
      </p>
    </details>
  )
}
