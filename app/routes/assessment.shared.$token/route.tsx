import { type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { useMessages } from '#app/components/mount.tsx'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { Results } from '#app/components/results.tsx'
import { resultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { requireSharedResults } from './require-shared.server.ts'

const head: HeadOf = ({ links }) => ({ title: links.shared.title, noindex: true, secret: true })

export const handle = { head }

/** Needs no cookie and gives none: who holds the link reads, and does nothing else. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const assessment = await requireSharedResults(params.token, request, context)
  const keeping = { reportHref: `/assessment/shared/${params.token}/report` }
  const { results } = resultsView(assessment, context, { keeping })
  return json({ ...results, briefing: undefined })
}

export default function SharedResults() {
  const { links } = useMessages()
  return (
    <Layout width="wide">
      <Results {...useLoaderData<typeof loader>()} heading={links.shared.title} />
    </Layout>
  )
}
