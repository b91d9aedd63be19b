import type { Category, Quiz } from './quiz.ts'

/** @throws RangeError unless the total is a whole number from 0 to 100 */
export function categoryFor(quiz: Quiz, total: number): Category {
  if (!Number.isInteger(total) || total < 0 || total > 100) {
    throw new RangeError(`A total is a whole number from 0 to 100, not ${total}: round the score first`)
  }
  return quiz.categories.find((category) => total >= category.from)!
}
