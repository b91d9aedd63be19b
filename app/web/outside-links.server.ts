const LINK = /<a [^>]*>/g
const STAYS = / href="(?:#|\/embed[/"?#])| target=/

/** In a frame, what leads elsewhere opens a tab: other sites, and pages of ours that no frame may show. */
export function openOutside(page: string): string {
  return page.replace(LINK, (link) =>
    STAYS.test(link)
      ? link
      : link.replace(/ rel="[^"]*"/, '').replace('<a ', '<a target="_blank" rel="noopener" '),
  )
}
