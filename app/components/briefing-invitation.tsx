import { Linked } from './linked.tsx'
import { useHref, useMessages } from './mount.tsx'

export interface BriefingInvitationProps {
  /** Where a briefing is booked; without it the invitation says that somebody will write. */
  href?: string
  /** Whether this person has agreed to be contacted. */
  mayWrite: boolean
}

/** Shown to those who qualify for an executive briefing. */
export function BriefingInvitation({ href, mayWrite }: BriefingInvitationProps) {
  const {
    results: { briefing: t },
  } = useMessages()
  const mounted = useHref()
  return (
    <section className="briefing" aria-labelledby="briefing-title">
      <h2 id="briefing-title">{t.title}</h2>
      <p>
        {t.text}
        {!href && mayWrite && ` ${t.weWrite}`}
        {!href && !mayWrite && (
          <>
            {' '}
            <Linked text={t.agree} href="#contact" />
          </>
        )}
      </p>
      {href && (
        <a className="button button-primary" href={mounted(href)} rel="noopener">
          {t.choose}
        </a>
      )}
    </section>
  )
}
