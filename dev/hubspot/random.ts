import type { Random } from '#prisma/seeded-random.ts'

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
