import { BRAND } from '#app/domain/brand/brand.ts'

/**
 * The document's title: what the page is, then the site.
 * @param options.refused the page shows again because something sent was not accepted; the title is the first thing
 *   that a screen reader says about it
 */
export function pageTitle(page: string, options: { refused?: boolean } = {}): string {
  return `${options.refused ? 'Error: ' : ''}${page} - ${BRAND.product}`
}
