import type { HeadersFunction } from '@remix-run/cloudflare'
import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { Layout } from '#app/components/layout.tsx'
import { ConsoleError } from '#app/components/ops/console-error.tsx'

/** What went wrong, in an operator's terms; where there is no console, as any page that does not exist. */
export function ConsoleErrorBoundary() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const data: unknown = isRouteErrorResponse(error) ? error.data : null
  if (status === 404) {
    return (
      <Layout>
        <ErrorPage kind={404} />
      </Layout>
    )
  }
  const seconds = (data as { retryAfterSeconds?: number } | null)?.retryAfterSeconds
  return (
    <ConsoleError
      status={status}
      detail={typeof data === 'string' && data !== '' ? data : undefined}
      retryAfterSeconds={seconds}
    />
  )
}

/** What an error says beside its status, such as Retry-After. */
export const errorHeaders: HeadersFunction = ({ errorHeaders: headers }) => headers ?? new Headers()
