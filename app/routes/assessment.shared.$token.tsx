import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { Results } from '#app/components/results.tsx'
import { resultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { openSharedResults } from '#app/services/assessment/open-shared.server.ts'
import { BROKEN_LINK } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('A shared result') },
  { name: 'robots', content: 'noindex' },
  // The address is the secret here, because it is there to be passed on.
  { name: 'referrer', content: 'no-referrer' },
]

/** Needs no cookie and gives none: who holds the link reads, and does nothing else. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const assessment = await orServiceUnavailable(context.log, 'results_failed', () =>
    openSharedResults(context.db, params.token ?? ''),
  )
  if (!assessment) {
    throw new Response(`Whoever shared a result can end that at any time. ${BROKEN_LINK}`, { status: 404 })
  }
  const { results } = resultsView(assessment, context.config)
  return json({ ...results, briefing: undefined })
}

export default function SharedResults() {
  return (
    <Layout width="wide">
      <Results {...useLoaderData<typeof loader>()} heading="A shared result" />
    </Layout>
  )
}
