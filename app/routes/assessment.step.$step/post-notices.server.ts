import type { AppLoadContext } from '@remix-run/cloudflare'
import { LIFETIMES, RESUME_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { messagesFor } from '#app/words/messages.ts'

/** What stands above a step's form whose post led nowhere. */
export function noticesOf({ mount }: AppLoadContext) {
  const { notices: t } = messagesFor(mount.language)
  return {
    unreadable: t.unreadable,
    limited: (seconds: number) => ({ title: t.limited.title, text: t.limited.text(seconds) }),
    ahead: (step: number) => ({
      title: t.ahead.title(step),
      text: t.ahead.text,
      step,
      linkText: t.ahead.link(step),
    }),
    tampered: { ...t.tampered, href: '/' },
    altered: { ...t.altered, href: '/' },
    superseded: t.superseded,
    expired: { ...t.expired, text: t.expired.text(LIFETIMES.session), href: '/' },
    otherAssessment: { ...t.otherAssessment, href: '/' },
    moved: t.moved,
    tooManyLinks: { ...t.tooManyLinks, text: t.tooManyLinks.text(RESUME_LINKS_PER_NETWORK.seconds) },
    addressFull: t.addressFull,
    unavailable: t.answersUnavailable,
    unfinished: t.unfinished,
  }
}
