const FIRST_RETRY_MS = 1_000
export const LONGEST_RETRY_MS = 30_000

/**
 * How long to wait before trying to save again: doubles from one second to thirty. Half of it is random, so that the
 * browsers that lost the same server do not come back together.
 * @param failures how many tries have failed in a row, from 1
 * @param random from 0 up to 1
 */
export function retryDelay(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}
