import * as z from 'zod'
import { parseDay } from '#app/domain/day.ts'

const FIRST_YEAR = 2020
const LAST_YEAR = 2100
const LONGEST_NAME = 100

/** A day of UTC, within the years that the product can have seen. */
export const dayRule = z.string().refine((text) => {
  const year = Number(text.slice(0, 4))
  return parseDay(text) !== null && year >= FIRST_YEAR && year <= LAST_YEAR
}, 'must be a date such as 2026-11-26')

/** What somebody else made up, such as a campaign: any text that the database can hold and a line can show. */
export const nameRule = z
  .string()
  .max(LONGEST_NAME, `must have ${LONGEST_NAME} characters at most`)
  .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), 'must not contain control characters')

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`)
