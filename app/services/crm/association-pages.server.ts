import type { AssociationsFrom, AssociationsPage } from '#app/domain/crm/crm.ts'

/** Of 500 each: no person has as many notes or deals, and an answer that always promises more comes to an end. */
const MAX_PAGES = 20

/**
 * All that these contacts are associated with, by as many calls as there are pages.
 * @returns `next`: of whom there is still more
 */
export async function readPages<Page extends AssociationsPage>(
  contactIds: readonly string[],
  read: (contacts: readonly AssociationsFrom[]) => Promise<Page>,
): Promise<{ pages: Page[] } & AssociationsPage> {
  const pages: Page[] = []
  let next: AssociationsFrom[] = contactIds.map((id) => ({ id }))
  while (next.length > 0 && pages.length < MAX_PAGES) {
    const page = await read(next)
    pages.push(page)
    next = page.next
  }
  return { pages, next }
}
