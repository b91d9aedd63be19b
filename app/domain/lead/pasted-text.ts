// Marks that come along with what is copied from a page, a chat or a contact card, and that nobody sees.
const MARKS = /(?!\u200c|\u200d|\u202e)[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu
// Joiners belong to words of scripts that join their letters, and to nothing else.
const LOOSE_JOINERS =
  /(?<![\p{L}\p{M}])[\u200c\u200d]|(?<=[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}])[\u200c\u200d]/gu
// A spreadsheet would run it: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^(?:[=＝﹦]|[+＋﹢@＠﹫－﹣-].*[(|!])/
/** After a sign that firms begin with as well, what it would reckon with: `+1-2`, `-A1*2`, `@A1`. */
const SUM = /^[+＋﹢@＠﹫－﹣-](?:.*[-+*/%^&:<>=] *\$?[A-Za-z]{0,3}\$?\d| *\$?[A-Z]{0,3}\$?\d+ *$)/

/** Control characters, line separators, halves of characters, and the mark that reverses the text which follows. */
export const UNTYPED = /[\p{Cc}\p{Cs}\u2028\u2029\u202e]/u

export function stripMarks(text: string): string {
  return text.replace(MARKS, '').replace(LOOSE_JOINERS, '')
}

export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text)
}

export function looksLikeSum(text: string): boolean {
  return SUM.test(text)
}
