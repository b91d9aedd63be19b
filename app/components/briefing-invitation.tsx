import { useHref } from './mount.tsx'

export interface BriefingInvitationProps {
  /** Where a briefing is booked; without it the invitation says that somebody will write. */
  href?: string
  /** Whether this person has agreed to be contacted. */
  mayWrite: boolean
}

/** Shown to those who qualify for an executive briefing. */
export function BriefingInvitation({ href, mayWrite }: BriefingInvitationProps) {
  const mounted = useHref()
  return (
    <section className="briefing" aria-labelledby="briefing-title">
      <h2 id="briefing-title">Your executive briefing</h2>
      <p>
        Go through your result with an adviser.
        {!href && mayWrite && ' We will write to you with a choice of times.'}
        {!href && !mayWrite && (
          <>
            {' '}
            To arrange one, <a href="#contact">agree to be contacted</a>, and we will write to you.
          </>
        )}
      </p>
      {href && (
        <a className="button button-primary" href={mounted(href)} rel="noopener">
          Choose a time
        </a>
      )}
    </section>
  )
}
