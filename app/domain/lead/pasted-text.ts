// Marks that come along with what is copied from a page, a chat or a contact card, and that nobody sees.
const MARKS = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202d\u2060-\u2064\u2066-\u2069\ufeff]/g
// Joiners belong to words of scripts that join their letters, and to nothing else.
const LOOSE_JOINERS =
  /(?<![\p{L}\p{M}])[\u200c\u200d]|(?<=[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}])[\u200c\u200d]/gu
// A spreadsheet would run it: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^(?:[=＝]|[+＋@＠－-].*[(|!])/

/** Control characters, line separators, halves of characters, and the mark that reverses the text which follows. */
export const UNTYPED = /[\p{Cc}\p{Cs}\u2028\u2029\u202e]/u

export function stripMarks(text: string): string {
  return text.replace(MARKS, '').replace(LOOSE_JOINERS, '')
}

export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text)
}
