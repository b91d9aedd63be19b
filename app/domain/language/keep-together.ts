/** Tags and text, and whole what programs read or people copy to the letter, and names of controls: they are called by voice (WCAG 2.5.3). */
const PIECES =
  /<(script|style|title|textarea|option|pre|code|label|legend|button|a)\b.*?<\/\1>|<[^>]*>|[^<]+/gs
/** A second part that is longer than this may go to the next line: on a phone there is no room for the whole. An address is no word. */
const SHORT_FIRST_PART =
  /(?<address>[^\s<>]*(?:@|:\/\/)[^\s<>]*)|(?<![\p{L}\p{N}.-])\p{L}{1,2}-\p{L}{1,12}(?!\.?[\p{L}\p{N}])/gu

/**
 * Keeps lines of a page from ending after `E-` or `KI-`: browsers break after every hyphen, and no style forbids it.
 * @param mark what forbids the break inside of a word
 */
export function keepTogether(html: string, mark: (word: string) => string = joinAtHyphen): string {
  const markWords = (text: string) =>
    text.replace(SHORT_FIRST_PART, (found, address?: string) => (address === undefined ? mark(found) : found))
  return html.replace(PIECES, (piece) =>
    piece.startsWith('<') || !piece.includes('-') ? piece : markWords(piece),
  )
}

/**
 * By a word joiner, which is not seen, and which looking for `E-Mail` passes over, as it does not for another hyphen. Not by an
 * element: in a row that is laid out as boxes it would be one of its own.
 */
function joinAtHyphen(word: string): string {
  return word.replace('-', '-\u2060')
}
