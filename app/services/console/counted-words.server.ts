import { COUNTED } from '#app/data/console/queue-figures.server.ts'
import { formatValue } from '#app/domain/console/format.ts'

/** A count that stops after {@link COUNTED}, as a cell or in a sentence. */
export function atMost(count: number): number | string {
  return count > COUNTED ? `${formatValue(COUNTED)}+` : count
}
