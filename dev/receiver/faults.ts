/**
 * - `hang` never answers; `slow` after a second
 * - `no_answer` the connection is cut
 * - `redirect` 302 into a private network
 * - a number: that status; `slow_down` 429 with Retry-After: 120
 */
export const RECEIVER_FAULTS = [
  'none',
  'hang',
  'slow',
  'no_answer',
  'redirect',
  'slow_down',
  '400',
  '401',
  '404',
  '410',
  '413',
  '500',
] as const
export type ReceiverFault = (typeof RECEIVER_FAULTS)[number]

export const SLOW_MS = 1_000
export const RETRY_AFTER_SECONDS = 120
export const PRIVATE_ADDRESS = 'http://169.254.169.254/latest/meta-data/'

export function isReceiverFault(value: unknown): value is ReceiverFault {
  return RECEIVER_FAULTS.some((fault) => fault === value)
}
