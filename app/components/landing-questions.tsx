import { useHref } from './mount.tsx'
import type { ReactNode } from 'react'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'

/** What people ask before they start. */
export function LandingQuestions({ retentionDays }: { retentionDays: number }) {
  const href = useHref()
  return (
    <section className="band split" aria-labelledby="asked-title">
      <h2 id="asked-title">Questions people ask</h2>
      <div>
        <Question title="Do I have to say who I am?">
          No. Score, breakdown and the first recommendation are there without a name or an address. The full
          advice needs an e-mail address, and nothing more.
        </Question>
        <Question title="Will somebody call me?">
          Only if you tick the box that says so. It is never ticked beforehand, no advice depends on it, and
          you can take it back at any time.
        </Question>
        <Question title="Who should answer?">
          Whoever answers for AI in the company. No preparation is needed, and “I don’t know” is an answer: it
          counts as not in place, because nobody can rely on it.
        </Question>
        <Question title="Can I stop and carry on later?">
          Yes. Every answer is saved as you give it, for {inWords(LIFETIMES.session)}, and a link by e-mail
          opens them on another device.
        </Question>
        <Question title="What happens to my answers?">
          {retentionDays} days after you finish, everything that says who you are is removed. What stays are
          scores and answers as statistics. <a href={href('/privacy')}>Privacy and your data</a>
        </Question>
      </div>
    </section>
  )
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      <p>{children}</p>
    </details>
  )
}
