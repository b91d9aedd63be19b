import { stripMarks } from './pasted-text.ts'

export const PHONE_MIN_DIGITS = 5
const MAX_DIGITS = 15 // E.164; an extension comes on top
// What is longer is no number, and would keep the expressions below busy.
const LONGEST_PASTED = 200
const LABEL = /^(?:tel(?:e(?:f|ph)one?)?|phone|fon|mobile?|cell)\b ?[.:]* ?(?=[+(\d])/i
// As people write it, as RFC 3966 does, and as a telephone dials it after a pause.
const EXTENSION = / ?(?:;ext=|,+|;|#|\b(?:extension|ext|durchwahl)\b\.?:?|x) ?(\d{1,8})$/i
// Italy, San Marino and the Vatican dial the zero from abroad too: ITU-T Operational Bulletin, national numbering plans.
const DOMESTIC_ZERO = /^(\(?(?:\+|00)(?! ?(?:39|378|379))[\d -]{1,5}\)?) ?\(0\)/
const INTERNATIONAL_PREFIX = /^00[ -]*(?=[1-9])/

/**
 * One form for what is pasted: `+` before a country's code, groups of plain digits as they were written, with a space or a
 * dash between them, and ` ext. ` before an extension. Where the groups end only a table of all countries' plans knows, so
 * they stay. What is not understood stays as it was typed, in plain characters and without brackets.
 */
export function normalizePhone(pasted: string): string {
  if (pasted.length > LONGEST_PASTED) return pasted
  const typed = inPlainCharacters(pasted).replace(LABEL, '')
  const [, extension] = EXTENSION.exec(typed) ?? []
  const main = extension === undefined ? typed : typed.replace(EXTENSION, '')
  const number = readNumber(main.replace(DOMESTIC_ZERO, '$1 '))
  if (number === null) return typed.replace(/[() ]+/g, ' ').trim()
  return extension === undefined ? number : `${number} ext. ${extension}`
}

function readNumber(text: string): string | null {
  const number = text
    .replace(/[ ()./]+/g, ' ')
    .trim()
    .replace(/ ?-[ -]*/g, '-')
    .replace(INTERNATIONAL_PREFIX, '+')
    .replace(/^\+ /, '+')
  const digits = number.replace(/\D/g, '').length
  return /^\+?\d+(?:[ -]\d+)*$/.test(number) && digits >= PHONE_MIN_DIGITS && digits <= MAX_DIGITS
    ? number
    : null
}

function inPlainCharacters(pasted: string): string {
  return stripMarks(pasted)
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/[\t\p{Zs}]+/gu, ' ')
    .trim()
}

/** The digits of a script follow one another, from its zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}
