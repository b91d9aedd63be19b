import { useHref } from './mount.tsx'
import { inWords, waitInWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'

/**
 * What went wrong, in the prospect's terms. `expired` is a session past its time, `link_cookie` a page that a link leads
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
  | 'link_cookie'
  | 'start_cookie'
  | 'not_embedded'

export interface ErrorPageProps {
  kind: ErrorKind
  /** More about this one case; plain text. */
  detail?: string
  /** How long to wait, for 429 and 503. */
  retryAfterSeconds?: number
  /** By which we find the request in our logs; to be quoted. */
  reference?: string | undefined
}

/** `advice` is for want of a better one: the detail of the case takes its place. */
const TEXTS: Record<ErrorKind, { title: string; text: string; advice?: string }> = {
  400: {
    title: 'We could not read that request',
    text: 'Something in it was not what we expected, and nothing was saved.',
    advice: 'Go back, check what you entered, and send it again.',
  },
  403: {
    title: 'That request came from somewhere else',
    text: 'For your safety, we accept only answers sent from our own pages. Open the assessment here and try again.',
  },
  404: {
    title: 'We could not find that page',
    text: 'The address may be mistyped, or the link may have expired or be meant for someone else.',
    advice: 'Results open only in the browser that took the assessment, or from the link in your e-mail.',
  },
  405: {
    title: 'That page does not work that way',
    text: 'Open the assessment from its start page.',
  },
  409: {
    title: 'You carried on in another browser',
    text: 'One browser at a time fills in an assessment, and this one has moved to another. Your answers are kept there.',
    advice: 'To come back, open the link in the e-mail with which you carried on, in this browser.',
  },
  413: {
    title: 'That was too large to send',
    text: 'The form contained more than we can accept. Go back, shorten what you entered, and send it again.',
  },
  422: {
    title: 'We could not accept that',
    text: 'Something is missing, or is not one of the choices. Go back to the step, check your answers, and send them again.',
  },
  429: {
    title: 'Too many attempts',
    text: 'We received many requests from your network in a short time. Nothing you entered before is lost.',
  },
  500: {
    title: 'Something went wrong on our side',
    text: 'The problem has been recorded. Your saved answers are safe. Please wait a moment and try again.',
  },
  503: {
    title: 'We are briefly unavailable',
    text: 'Your saved answers are safe.',
  },
  link_cookie: {
    title: 'Please open the link in your e-mail again',
    text: `A link opens a page in one browser, for ${inWords(LIFETIMES.linkCookie)}, and leaves nothing secret in its address. This browser has no such link, or does not keep it.`,
    advice:
      'Allow cookies for this site, or use another browser, and open the link in the e-mail itself. If somebody sent you this address: ask them for a link made with “Share this result”.',
  },
  start_cookie: {
    title: 'This browser keeps no cookies for this site',
    text: 'Its one cookie holds a random number, by which your answers find each other. You can also go on without it: then each page hands your assessment to the next.',
    advice: `Without cookies, send each page within ${inWords(LIFETIMES.continuation)} and close none before the end: what you have answered cannot be opened again. Nothing has been lost so far.`,
  },
  not_embedded: {
    title: 'This page is not shown inside that site',
    text: 'The assessment appears in other sites only where whoever runs it has allowed that.',
    advice:
      'It is here for everybody: open the start page. If the site is yours, have its address added to the setting EMBED_ORIGINS.',
  },
  expired: {
    title: 'Your session has expired',
    text: `To protect your data, we delete unfinished assessments after ${inWords(LIFETIMES.session)} without activity, or sooner if we are asked to erase them. Starting again takes about ten minutes.`,
  },
}

/** The same page may be there in a moment. */
const MAY_TRY_AGAIN = new Set<ErrorKind>([429, 500, 503])

const hasOwnButton = (kind: ErrorKind) => kind === 'start_cookie' || MAY_TRY_AGAIN.has(kind)

/** The title for the document, the same as the page's heading. */
export function errorTitle(kind: ErrorKind): string {
  return TEXTS[kind].title
}

/** A page for when things go wrong: what happened, and the way on. */
export function ErrorPage({ kind, detail, retryAfterSeconds, reference }: ErrorPageProps) {
  const href = useHref()
  const { title, text, advice } = TEXTS[kind]
  const more = detail ?? advice
  return (
    <div className="error-page">
      {typeof kind === 'number' && <p className="eyebrow">Error {kind}</p>}
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      {more && <p>{more}</p>}
      {retryAfterSeconds !== undefined && <p>Please try again in {waitInWords(retryAfterSeconds)}.</p>}
      {reference && (
        <p>
          If you write to us about it, please quote <code>{reference}</code>.
        </p>
      )}
      <div className="actions">
        {kind === 'start_cookie' && (
          <form method="post" action={href('/assessment/start')}>
            <input type="hidden" name="continuation" value="begin" />
            <button className="button button-primary">Go on without cookies</button>
          </form>
        )}
        {MAY_TRY_AGAIN.has(kind) && (
          <form>
            <button className="button button-primary">Try again</button>
          </form>
        )}
        <a className={hasOwnButton(kind) ? 'button button-quiet' : 'button button-primary'} href={href('/')}>
          Go to the start page
        </a>
      </div>
    </div>
  )
}
