/** Tags, addresses, what programs read or people copy to the letter, and names of controls: they are called by voice (WCAG 2.5.3). */
const NO_WORDS =
  /<(?<tag>script|style|title|textarea|option|pre|code|label|legend|button|a)\b.*?<\/\k<tag>>|<[^>]*>|[^\s<>]*(?:@|:\/\/)[^\s<>]*/su
/** A second part that is longer than this may go to the next line: on a phone there is no room for the whole. */
const SHORT_FIRST_PART = /(?<![\p{L}\p{N}.-])\p{L}{1,2}-\p{L}{1,12}(?!\.?[\p{L}\p{N}])/u
const EITHER = new RegExp(`(?<other>${NO_WORDS.source})|${SHORT_FIRST_PART.source}`, 'gsu')

/**
 * Keeps lines of a page from ending after `E-` or `KI-`: browsers break after every hyphen, and no style forbids it.
 * @param mark what forbids the break inside of a word
 */
export function keepTogether(html: string, mark: (word: string) => string = joinAtHyphen): string {
  return html.replace(EITHER, (found, ...rest) =>
    (rest.at(-1) as { other?: string }).other ? found : mark(found),
  )
}

/**
 * By a word joiner, which is not seen, and which looking for `E-Mail` passes over, as it does not for another hyphen. Not by an
 * element: in a row that is laid out as boxes it would be one of its own.
 */
function joinAtHyphen(word: string): string {
  return word.replace('-', '-\u2060')
}
