import { expect, test } from 'vitest'
import { emptied, isAged } from '#app/domain/hubspot/aged-contact.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const DATES = ['ai_assessment_date', 'quick_check_date', 'third_date']
const DAY = '2025-11-27'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const odd = fc.constantFrom('', null, '0', '1572480000000', 'yesterday', '2025-11-27T00:00:00Z', '27.11.2024')
const held = fc.dictionary(fc.constantFrom(...DATES, 'email'), fc.oneof(day, odd))

test.for([
  [{}, false],
  [{ ai_assessment_date: null }, false],
  [{ ai_assessment_date: '2025-11-26' }, true],
  [{ ai_assessment_date: '2025-11-27' }, false],
  [{ ai_assessment_date: '2025-11-26', quick_check_date: '' }, true],
  [{ ai_assessment_date: '2025-11-26', quick_check_date: '2025-11-27' }, false],
  [{ ai_assessment_date: '1572480000000' }, false],
  [{ other_date: '2020-01-01' }, false],
] as const)('a contact with %o is due: %s', ([properties, due]) => {
  expect(isAged(properties, DATES, DAY)).toBe(due)
})

test('a contact with one date that is later, or cannot be read, is never due', () => {
  fc.assert(
    fc.property(held, fc.constantFrom(...DATES), fc.oneof(day, odd), (properties, name, value) => {
      fc.pre(Boolean(value) && !(/^\d{4}-\d{2}-\d{2}$/.test(value!) && value! < DAY))
      expect(isAged({ ...properties, [name]: value }, DATES, DAY)).toBe(false)
    }),
  )
})

test('who is due is no longer due once emptied', () => {
  fc.assert(
    fc.property(held, (properties) => {
      expect(isAged({ ...properties, ...emptied(properties, DATES) }, DATES, DAY)).toBe(false)
    }),
  )
})

test('only what has a value is emptied', () => {
  expect(emptied({ a: '1', b: '', c: null, d: '2' }, ['a', 'b', 'c', 'e'])).toEqual({ a: '' })
})
