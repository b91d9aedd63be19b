import { plural } from '#app/domain/language/plural.ts'

/** Of the language whose words nobody reads: it has all forms of the plural that there are. */
export const PSEUDO_FACTS = {
  locale: 'ar-EG',
  plurals: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const

/** Says which form it is. */
export const pseudoPlural = plural(PSEUDO_FACTS, {
  zero: '# zero',
  one: '# one',
  two: '# two',
  few: '# few',
  many: '# many',
  other: '# other',
})
