const ELEMENT = /<(?:a|form) [^>]*>/g
const LEAVES = / (?:href|action)="(?![#?]|\/embed[/"?#])/

/** Opens in a tab of its own what no frame may show: where links lead, and what forms are answered with. */
export function openOutside(page: string): string {
  return page.replace(ELEMENT, (tag) =>
    !LEAVES.test(tag) || tag.includes(' target=')
      ? tag
      : tag.replace(/ rel="[^"]*"/, '').replace(/^<\w+ /, '$&target="_blank" rel="noopener" '),
  )
}
