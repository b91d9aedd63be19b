const LINK = /<a [^>]*>/g
const STAYS = / href="(?:#|\/embed[/"?#])| target=/

export function openOutside(page: string): string {
  return page.replace(LINK, (link) =>
    STAYS.test(link)
      ? link
      : link.replace(/ rel="[^"]*"/, '').replace('<a ', '<a target="_blank" rel="noopener" '),
  )
}
