import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { Results } from '#app/components/results.tsx'
import { resultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { requireSharedResults } from './require-shared.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('A shared result') },
  { name: 'robots', content: 'noindex' },
  // The address is the secret here, because it is there to be passed on.
  { name: 'referrer', content: 'no-referrer' },
]

/** Needs no cookie and gives none: who holds the link reads, and does nothing else. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const assessment = await requireSharedResults(params.token, context)
  const keeping = { reportHref: `/assessment/shared/${params.token}/report` }
  const { results } = resultsView({ ...assessment, language: context.mount.language }, context.config, {
    keeping,
  })
  return json({ ...results, briefing: undefined })
}

export default function SharedResults() {
  return (
    <Layout width="wide">
      <Results {...useLoaderData<typeof loader>()} heading="A shared result" />
    </Layout>
  )
}
