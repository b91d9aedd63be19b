import { BATCH_LIMIT, type Crm, type SearchAged } from '#app/domain/crm/crm.ts'
import { RefusedError } from '#app/domain/crm/errors.ts'
import { isAged } from '#app/domain/hubspot/aged-contact.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { Ask } from './read-deals.server.ts'

/** More than a night can clear. They are taken at random, so that some that cannot be cleared keep nobody waiting. */
const MOST_AT_ONCE = 1_000
/** HubSpot may be searched five times a second, by all apps of the account together. */
const BETWEEN_SEARCHES_MS = 300

interface Search {
  crm: Crm
  ask: Ask
  clock: Clock
  dates: readonly string[]
  day: string
}

interface Found {
  /** of contacts that the index has for due */
  ids: string[]
  /** dates that the account has no property for */
  unknown: ReadonlySet<string>
  /** why there may be others */
  left: string | null
}

export async function searchAgedContacts({ crm, dates, day, ask, clock }: Search): Promise<Found> {
  let left: string | null = null
  const ids = new Set<string>()
  const unknown = new Set<string>()
  for (const date of dates) {
    let after: string | undefined = '0'
    while (after !== undefined && ids.size < MOST_AT_ONCE) {
      const asked: Parameters<SearchAged>[0] = { date, day, after }
      const page: SearchPage = await ask(() => crm.searchAged!(asked, dates)).catch((error: unknown) => {
        // An account without room for another scorecard's properties has no such contacts.
        if (!mayBeUnknown(error) || unknown.add(date).size === dates.length) throw error
        return { found: [], total: 0 }
      })
      for (const { id, properties } of page.found) if (isAged(properties, dates, day)) ids.add(id)
      const next = nextPage(page, after)
      if (next.isOdd) left = 'no_result'
      after = next.after
      await clock.sleep(BETWEEN_SEARCHES_MS)
    }
    if (after !== undefined) left ??= 'more'
  }
  return { ids: [...ids], unknown, left }
}

type SearchPage = Awaited<ReturnType<SearchAged>>

const mayBeUnknown = (error: unknown) =>
  error instanceof RefusedError && ['refused', 'property_missing'].includes(error.error.kind)

/** An order that is not that of the ids would be gone through for ever, and a page that is short may have left somebody out. */
function nextPage({ found, total }: SearchPage, after: string) {
  const ids = [after, ...found.map(({ id }) => id)].map(Number)
  const isOrdered = ids.every((id, place) => place === 0 || id > ids[place - 1]!)
  const hasMore = total > found.length
  const isOdd = !isOrdered || (hasMore && found.length < BATCH_LIMIT)
  return { after: isOrdered && hasMore ? found.at(-1)?.id : undefined, isOdd }
}
