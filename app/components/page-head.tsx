import type { Messages } from '#app/words/messages.ts'
import { useMessages } from './mount.tsx'
import { PublicPageTags } from './public-page.tsx'

/** What a page says of itself to browsers and search engines. */
export interface PageHead {
  title: string
  /** two sentences at most */
  description?: string
  /** The page shows again because something sent was not accepted: its title is the first thing that a screen reader says of it. */
  refused?: boolean
  /** It stands without the product's name behind it. */
  alone?: boolean
  /** Present on a page that search engines may list. */
  path?: string
  noindex?: boolean
  /** No page that it leads to learns its address, which is the secret. */
  secret?: boolean
}

/** A route's `handle.head`. */
export type HeadOf<Data = unknown> = (words: Messages, data: Data) => PageHead | null

export function PageHeadTags({ title, description, refused, alone, path, noindex, secret }: PageHead) {
  const { layout } = useMessages()
  const whole = alone ? title : `${title} - ${layout.product}`
  return (
    <>
      <title>{refused ? layout.refusedTitle(whole) : whole}</title>
      {description !== undefined && <meta name="description" content={description} />}
      {noindex && <meta name="robots" content="noindex" />}
      {secret && <meta name="referrer" content="no-referrer" />}
      {path !== undefined && <PublicPageTags path={path} title={whole} description={description ?? ''} />}
    </>
  )
}
