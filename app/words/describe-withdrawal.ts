import {
  ITEMS_OF,
  type ItemResult,
  type MarkItem,
  type MarkResults,
} from '#app/domain/hubspot/contact-mark.ts'
import type { Messages } from './messages.ts'

export interface WithdrawalState {
  /** `dead`: a person has to look; `cancelled`: overtaken by a new consent */
  status: 'pending' | 'completed' | 'dead' | 'cancelled'
  results: MarkResults
}

/** Says what happened in the customer database, item by item, and nothing that did not. */
export function describeWithdrawal(
  { status, results }: WithdrawalState,
  words: Messages['privacy']['withdrawal'],
): string[] {
  if (status !== 'completed') return [words[status]]
  const items: Record<MarkItem, Partial<Record<ItemResult, string>>> = words.items
  const done = ITEMS_OF.withdrawn.flatMap((item) => items[item][results[item] ?? 'nothing'] ?? [])
  return done.length === 0 ? [words.nothingFound] : [words.found, ...done]
}
