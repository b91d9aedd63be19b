import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  isRouteErrorResponse,
  useMatches,
  useRouteError,
} from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import quizScript from 'virtual:quiz-script'
import { ErrorPage, type ErrorKind, errorTitle } from './components/error-page.tsx'
import { Layout as PageLayout } from './components/layout.tsx'
import { NonceContext } from './platform/nonce.tsx'
import styles from './styles.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = () => [{ title: 'AI Readiness Scorecard' }]

/** What an error says beside its status, such as Retry-After. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers()

/** A request that the Worker refused arrives here as a GET, so that its answer looks like every other page. */
export function loader({ context }: LoaderFunctionArgs) {
  if (context.refusal) throw new Response(null, { status: context.refusal.status })
  return null
}

interface Handle {
  /** Loads React in the browser. Prospects' pages do without: they load one small script of our own. */
  hydrate?: boolean
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext)
  const hydrate = useMatches().some(({ handle }) => (handle as Handle | undefined)?.hydrate)
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
        {hydrate ? <Scripts nonce={nonce} /> : <script type="module" src={quizScript} nonce={nonce} />}
      </head>
      <body>{children}</body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

const KNOWN_KINDS = new Set<unknown>([400, 403, 404, 405, 413, 422, 429, 500, 503])

export function ErrorBoundary() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const kind: ErrorKind = status === 410 ? 'expired' : KNOWN_KINDS.has(status) ? (status as ErrorKind) : 500
  const detail = isRouteErrorResponse(error) && typeof error.data === 'string' ? error.data : undefined
  return (
    <>
      <title>{`${errorTitle(kind)} - AI Readiness Scorecard`}</title>
      <PageLayout>
        <ErrorPage kind={kind} detail={detail || undefined} />
      </PageLayout>
    </>
  )
}
