/** A source of numbers in [0, 1). */
export type Random = () => number

/**
 * Mulberry32: small and seeded, so that shuffles and fractional faults repeat from run to run.
 * @param seed any integer; the same seed gives the same sequence.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * A new array in another order than the given one. HubSpot's batch results come in no promised order, so an order
 * that happens to be the input's must not occur: where the shuffle leaves it unchanged, it is rotated by one.
 */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const held = result[last] as Item
    result[last] = result[other] as Item
    result[other] = held
  }
  const unchanged = result.every((item, index) => item === items[index])
  return unchanged ? [...result.slice(1), ...result.slice(0, 1)] : result
}
