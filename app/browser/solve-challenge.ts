import { hashShortText, parseHash } from './sha256.ts'

/** How long the page is kept from doing something else, at most about. */
const SLICE_MS = 20
const HASHES_BETWEEN_LOOKS = 200

export interface SolverEnvironment {
  /** milliseconds, growing */
  now: () => number
  /** lets the page do what else it has to */
  rest: () => Promise<void>
}

/**
 * Looks for the number that the challenge's digest was made from, in turns with the page's own work: a worker of the
 * browser would be another request, and is missing in old ones.
 * @param challenge expiry, salt, digest and signature, joined by full stops
 * @param most the number is below this
 * @returns null when there is none
 */
export async function solveChallenge(
  challenge: string,
  most: number,
  { now, rest }: SolverEnvironment,
): Promise<number | null> {
  const [, salt = '', digest = ''] = challenge.split('.')
  const wanted = parseHash(digest)
  const state = new Int32Array(8)
  let until = now() + SLICE_MS
  for (let number = 0; number < most; number++) {
    if (number % HASHES_BETWEEN_LOOKS === 0 && now() >= until) {
      await rest()
      until = now() + SLICE_MS
    }
    hashShortText(`${salt}.${number}`, state)
    if (state[0] === wanted[0] && state.every((word, place) => word === wanted[place])) return number
  }
  return null
}
