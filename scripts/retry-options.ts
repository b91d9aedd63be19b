import type { DeadSelection } from '#app/data/dead-selection.server.ts'
import { UsageError } from '#scripts/run-script.ts'

/** How the commands that try dead rows again are called. @param what e.g. `lead` */
export function retryOptions(what: string) {
  return {
    'all-dead': { type: 'boolean', does: `all dead ${what}s` },
    id: { type: 'string', multiple: true, value: 'ID', does: `the ${what} of this queue row or assessment` },
    cause: {
      type: 'string',
      multiple: true,
      value: 'KIND',
      does: `the ${what}s that died of this, as the first word of the stored error says`,
    },
    dismiss: {
      type: 'boolean',
      does: `give these ${what}s up instead, because they cannot be taken or nobody needs them any more; by ID also one that still waits`,
    },
  } as const
}

export const RETRY_USAGE = [
  '-- --all-dead [--dismiss]',
  '-- --id ID [--id ID ...] [--dismiss]',
  '-- --cause KIND [--cause KIND ...] [--dismiss]',
]

/** @throws UsageError unless exactly one of the options is given */
export function readSelection(values: {
  'all-dead'?: boolean | undefined
  id?: readonly string[] | undefined
  cause?: readonly string[] | undefined
}): DeadSelection {
  const { 'all-dead': all = false, id: ids = [], cause: causes = [] } = values
  if ([all, ids.length > 0, causes.length > 0].filter(Boolean).length !== 1) {
    throw new UsageError('either all that are dead, or some by their ids, or by their cause')
  }
  if (all) return 'all'
  return ids.length > 0 ? { ids } : { causes }
}
