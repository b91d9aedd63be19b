import { useHref, useMessages } from './mount.tsx'
import { Linked } from './linked.tsx'
import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { LandingAnswer } from '#app/domain/quiz/content-types.ts'

/** What people ask before they start. */
export function LandingFaq({ faq, retentionDays }: { faq: readonly LandingAnswer[]; retentionDays: number }) {
  const { landing: t, format } = useMessages()
  const href = useHref()
  const filled = (text: string) =>
    text
      .replaceAll('{session}', format.duration(LIFETIMES.session))
      .replaceAll('{days}', format.duration(retentionDays * DAY))
  return (
    <section className="band split" aria-labelledby="asked-title">
      <h2 id="asked-title">{t.asked}</h2>
      <div>
        {faq.map(({ title, text }) => (
          <details key={title}>
            <summary>{title}</summary>
            <p>
              <Linked text={filled(text)} href={href('/privacy')} />
            </p>
          </details>
        ))}
      </div>
    </section>
  )
}
