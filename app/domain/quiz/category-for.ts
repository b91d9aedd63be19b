import { CATEGORY_IDS, type Category, type CategoryId, type Quiz } from './quiz.ts'

/** @throws RangeError unless the total is a whole number from 0 to 100 */
export function categoryFor(quiz: Quiz, total: number): Category {
  if (!Number.isInteger(total) || total < 0 || total > 100) {
    throw new RangeError(`A total is a whole number from 0 to 100, not ${total}: round the score first`)
  }
  return quiz.categories.find((category) => total >= category.from)!
}

/** The category of a result, or the next better one that the quiz has: one of a version that is gone may have had others. */
export function nearestCategory(quiz: Quiz, id: CategoryId): Category {
  const better = CATEGORY_IDS.slice(0, CATEGORY_IDS.indexOf(id) + 1)
  return quiz.categories.findLast((category) => better.includes(category.id)) ?? quiz.categories[0]!
}
