import { useHref, useMessages } from './mount.tsx'
import type { Messages } from '#app/words/messages.ts'
import { Linked } from './linked.tsx'
import { LIFETIMES } from '#app/domain/limits.ts'

/**
 * What went wrong, in the prospect's terms. `expired` is a session past its time, `outdated` one whose questions are not kept any more, `link_cookie` a page that a link leads
 * to without the cookie that the link was traded for, and `start_cookie` a step right after a start whose cookie was not kept,
 * whatever the status.
 */
export type ErrorKind =
  | 400
  | 403
  | 404
  | 405
  | 409
  | 413
  | 422
  | 429
  | 500
  | 503
  | 'expired'
  | 'outdated'
  | 'link_cookie'
  | 'start_cookie'
  | 'not_embedded'

export interface ErrorPageProps {
  kind: ErrorKind
  /** More about this one case; plain text. */
  detail?: string
  /** By the link of a team, which nobody joins without cookies. */
  fromTeam?: boolean
  /** How long to wait, for 429 and 503. */
  retryAfterSeconds?: number
  /** By which we find the request in our logs; to be quoted. */
  reference?: string | undefined
}

/** The same page may be there in a moment. */
const MAY_TRY_AGAIN = new Set<ErrorKind>([429, 500, 503])

const hasOwnButton = (kind: ErrorKind) => kind === 'start_cookie' || MAY_TRY_AGAIN.has(kind)

/** In seconds, where the words name a time. */
const TIMES: Partial<Record<ErrorKind, number>> = {
  link_cookie: LIFETIMES.linkCookie,
  start_cookie: LIFETIMES.continuation,
  expired: LIFETIMES.session,
  outdated: LIFETIMES.session,
}

/** The title for the document, the same as the page's heading. */
export function errorTitle(kind: ErrorKind, { errors }: Messages): string {
  return errors[kind].title
}

/** A page for when things go wrong: what happened, and the way on. */
export function ErrorPage({ kind, detail, fromTeam, retryAfterSeconds, reference }: ErrorPageProps) {
  const { errors: t } = useMessages()
  const href = useHref()
  const { title, text, advice } = t[kind]
  const say = (words: string | ((seconds: number) => string)) =>
    typeof words === 'string' ? words : words(TIMES[kind] ?? 0)
  const more = detail ?? say(advice)
  return (
    <div className="error-page">
      {typeof kind === 'number' && <p className="eyebrow">{t.number(kind)}</p>}
      <h1>{title}</h1>
      <p className="lead">{say(text)}</p>
      {more && <p>{more}</p>}
      {fromTeam && <p>{t.aloneWithoutCookies}</p>}
      {retryAfterSeconds !== undefined && <p>{t.tryIn(retryAfterSeconds)}</p>}
      {reference && (
        <p>
          <Linked text={t.quote(`*${reference}*`)} />
        </p>
      )}
      <div className="actions">
        {kind === 'start_cookie' && (
          <form method="post" action={href('/assessment/start')}>
            <input type="hidden" name="continuation" value="begin" />
            <button className="button button-primary">{t.withoutCookies}</button>
          </form>
        )}
        {MAY_TRY_AGAIN.has(kind) && (
          <form>
            <button className="button button-primary">{t.tryAgain}</button>
          </form>
        )}
        <a className={hasOwnButton(kind) ? 'button button-quiet' : 'button button-primary'} href={href('/')}>
          {t.toStart}
        </a>
      </div>
    </div>
  )
}
