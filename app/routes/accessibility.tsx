import type { MetaFunction } from '@remix-run/cloudflare'
import { AccessibilityStatement } from '#app/components/accessibility-statement.tsx'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { describePage } from '#app/components/public-page.tsx'

const page = {
  path: '/accessibility',
  title: pageTitle('Accessibility'),
  description:
    'How far the assessment can be used with a keyboard, a screen reader, large text or high contrast, and whom to tell of a barrier.',
}

export const handle = { page }

export const meta: MetaFunction = () => describePage(page)

export default function Accessibility() {
  return (
    <Layout>
      <AccessibilityStatement />
    </Layout>
  )
}
