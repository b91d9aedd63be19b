import { AccessibilityStatement } from '#app/components/accessibility-statement.tsx'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'

const head: HeadOf = ({ accessibility: { title, description } }) => ({
  path: '/accessibility',
  title,
  description,
})

export const handle = { head }

export default function Accessibility() {
  return (
    <Layout>
      <AccessibilityStatement />
    </Layout>
  )
}
