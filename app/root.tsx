import {
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
} from '@remix-run/cloudflare'
import { Links, Meta, Outlet, isRouteErrorResponse, useMatches, useRouteError } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import challengeScript from 'virtual:challenge-script'
import frameScript from 'virtual:frame-script'
import quizScript from 'virtual:quiz-script'
import { ErrorPage, type ErrorKind, errorTitle } from '#app/components/error-page.tsx'
import { Layout as PageLayout } from '#app/components/layout.tsx'
import { MountContext, PlaceContext, useHref, useMessages } from '#app/components/mount.tsx'
import { type HeadOf, PageHeadTags } from '#app/components/page-head.tsx'
import { type PublicPage, PublicPageTags } from '#app/components/public-page.tsx'
import { SiteContext } from '#app/components/site.tsx'
import { BrandTags } from '#app/components/brand-tags.tsx'
import { wordsForScript } from '#app/components/words-for-script.ts'
import { BRAND } from '#app/domain/brand/brand.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { NonceContext, RequestIdContext } from '#app/web/nonce.tsx'
import { messagesFor } from '#app/words/messages.ts'
import type { CookieMissing } from '#app/web/link-cookie.server.ts'
import { ALLOWED_METHODS, type Refusal } from '#app/web/request-guard.server.ts'
import type { RetryLater } from '#app/web/retry-later.server.ts'
import styles from '#app/styles/index.css?url'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const meta: MetaFunction = () => [{ title: BRAND.product }]

/** What an error says beside its status, such as Retry-After. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers()

const DETAILS: Partial<Record<Refusal['reason'], 'insecure' | 'otherMachine'>> = {
  insecure: 'insecure',
  other_machine: 'otherMachine',
}

/** A request that the Worker refused arrives here as a GET, so that its answer looks like every other page. */
export function loader({ context }: LoaderFunctionArgs) {
  if (context.refusal) {
    const { status, reason } = context.refusal
    if (reason === 'not_embedded') throw json({ kind: reason }, { status })
    const detail = DETAILS[reason]
    throw new Response(detail ? messagesFor(context.mount.language).errors[detail] : null, {
      status,
      headers: status === 405 ? { Allow: ALLOWED_METHODS } : {},
    })
  }
  return null
}

interface Handle {
  /** The page's script, where it is not the usual one. */
  script?: (data: unknown) => keyof typeof SCRIPTS | null
  /** What the page says of itself, in its language; where it is absent, its `meta` says it. */
  head?: HeadOf
  /** Present on a page that search engines may list. */
  page?: PublicPage
  /** Its script saves what is answered, and says so. */
  saves?: boolean
}

/** Of our own: nothing of React or Remix reaches a browser. */
const SCRIPTS = { challenge: challengeScript, quiz: quizScript }

/** Of all that a page loads, its script has time: nothing on it waits for that. React 18 writes the attribute as it is given. */
const LAST = { fetchpriority: 'low' }

const NO_TRANSITION_WHILE_IT_GROWS = '@view-transition{navigation:none}'

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext)
  const { language, embedded } = useContext(MountContext)
  const { embedOrigins = [] } = useContext(SiteContext)
  const matches = useMatches().map(({ handle, data }) => ({ ...(handle as Handle | undefined), data }))
  const page = matches.at(-1)
  const error = useRouteError()
  const words = useMessages()
  const head = error ? { title: errorTitle(chooseErrorKind(error), words) } : page?.head?.(words, page.data)
  const href = useHref()
  const said = wordsForScript(words, page?.saves ? href('/') : undefined)
  const script = page?.script ? page.script(page.data) : 'quiz'
  return (
    <html lang={language} dir={LANGUAGE_FACTS[language].direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        {head ? <PageHeadTags {...head} /> : <Meta />}
        {page?.page && !error && !embedded && <PublicPageTags {...page.page} />}
        <Links />
        <BrandTags nonce={nonce} />
        {script && <script type="module" src={SCRIPTS[script]} nonce={nonce} {...LAST} />}
        {embedded && (
          <>
            <style nonce={nonce}>{NO_TRANSITION_WHILE_IT_GROWS}</style>
            <script type="module" src={frameScript} nonce={nonce} {...LAST} />
          </>
        )}
      </head>
      {embedded ? (
        <body className="in-frame" {...said} data-embed-origins={embedOrigins.join(' ')}>
          {children}
        </body>
      ) : (
        <body {...said}>{children}</body>
      )}
    </html>
  )
}

export default function App() {
  return <Outlet />
}

const KNOWN_KINDS = new Set<unknown>([400, 403, 404, 405, 409, 413, 422, 429, 500, 503])

export function ErrorBoundary() {
  const error = useRouteError()
  const data = readErrorBody(error)
  const kind = chooseErrorKind(error)
  const requestId = useContext(RequestIdContext)
  return (
    // What went wrong says nothing of where, so that a guessed address looks like an old one.
    <PlaceContext.Provider value="/">
      <PageLayout>
        <ErrorPage
          kind={kind}
          reference={kind === 500 || kind === 503 ? requestId : undefined}
          detail={typeof data === 'string' && data !== '' ? data : undefined}
          fromTeam={(data as Partial<CookieMissing> | null | undefined)?.fromTeam}
          retryAfterSeconds={(data as Partial<RetryLater> | null | undefined)?.retryAfterSeconds}
        />
      </PageLayout>
    </PlaceContext.Provider>
  )
}

/** What one of our responses says. The framework's own refusals speak to developers, and stay unsaid. */
function readErrorBody(error: unknown): unknown {
  return isRouteErrorResponse(error) && !('internal' in error && error.internal) ? error.data : undefined
}

function chooseErrorKind(error: unknown): ErrorKind {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const kind = (readErrorBody(error) as { kind?: unknown } | null | undefined)?.kind
  if (kind === 'link_cookie' || kind === 'start_cookie' || kind === 'not_embedded' || kind === 'outdated')
    return kind
  if (status === 410) return 'expired'
  return KNOWN_KINDS.has(status) ? (status as ErrorKind) : 500
}
