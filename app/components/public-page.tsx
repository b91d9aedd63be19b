import { useContext } from 'react'
import { BRAND } from '#app/domain/brand/brand.ts'
import { SiteContext } from './site.tsx'

/** A page that search engines may list and people pass on. */
export interface PublicPage {
  path: string
  title: string
  /** two sentences at most */
  description: string
}

/** The document's title and description, for a route's `meta`. */
export function describePage({ title, description }: Omit<PublicPage, 'path'>) {
  return [{ title }, { name: 'description', content: description }]
}

/** For `<head>`: the one address that the page has, and what a preview of a link to it shows. */
export function PublicPageTags({ path, title, description }: PublicPage) {
  const { url } = useContext(SiteContext)
  const address = new URL(path, url).href
  const properties = {
    'og:site_name': BRAND.product,
    'og:type': 'website',
    'og:url': address,
    'og:title': title,
    'og:description': description,
    'og:image': new URL('/open-graph.png', url).href,
  }
  return (
    <>
      <link rel="canonical" href={address} />
      {Object.entries(properties).map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}
