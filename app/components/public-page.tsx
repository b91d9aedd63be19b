import { useContext } from 'react'
import { linkPicture } from '#app/domain/brand/brand.ts'
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD, mountedPath } from '#app/domain/visit/mount.ts'
import { MountContext, useMessages } from './mount.tsx'
import { SiteContext } from './site.tsx'

/** A page that search engines may list and people pass on. */
export interface PublicPage {
  path: string
  title: string
  /** two sentences at most */
  description: string
}

/** For `<head>`: the one address that the page has, and what a preview of a link to it shows. */
export function PublicPageTags({ path, title, description }: PublicPage) {
  const { url } = useContext(SiteContext)
  const mount = useContext(MountContext)
  // Only their start pages differ.
  const scorecard = path === '/' ? mount.scorecard : DEFAULT_SCORECARD
  const { layout } = useMessages()
  const addressIn = (language: Language) =>
    new URL(mountedPath({ embedded: false, language, scorecard }, path), url).href
  const address = addressIn(mount.language)
  const properties = {
    'og:site_name': layout.product,
    'og:type': 'website',
    'og:url': address,
    'og:title': title,
    'og:description': description,
    'og:image': new URL(`/${linkPicture(mount)}`, url).href,
  }
  return (
    <>
      <link rel="canonical" href={address} />
      {LANGUAGES.map((language) => (
        <link key={language} rel="alternate" hrefLang={language} href={addressIn(language)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={addressIn(DEFAULT_LANGUAGE)} />
      {Object.entries(properties).map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}
