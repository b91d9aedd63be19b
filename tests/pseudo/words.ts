/** Text nobody reads: as long as the longest language, right to left, and with letters that tell a catalogue's words from others. */

const PLAIN = 'abcdefghijklmnopqrstuvwxyz'
const ACCENTED = 'áƀçđéƒğĥíĵķļɱñóþʠŕšţúṽŵẋýž'

const ACCENTS = new Map(
  [...PLAIN].flatMap((letter, place): [string, string][] => {
    const accented = [...ACCENTED][place]!
    return [
      [letter, accented],
      [letter.toUpperCase(), accented.toUpperCase()],
    ]
  }),
)

/** What a program reads: a place to fill, an address, the name of a setting. */
const LEFT_ALONE = /(\{\w+\}|\S+@\S+|https?:\/\/\S*|\b[A-Z]+(?:_[A-Z]+)+\b)/
/** By which a catalogue's text begins and ends, so that one that is cut or put together shows. */
const MARKS = /[⟦⟧]/g

/** @returns the text about 40 % longer, each word right to left; the same for what has been through it before */
export function pseudoText(text: string): string {
  if (text.trim() === '') return text
  const parts = text.replace(MARKS, '').split(LEFT_ALONE)
  return `⟦${parts.map((part, index) => (index % 2 === 1 ? part : pseudoWords(part))).join('')}⟧`
}

/** Right-to-left override and its end. */
const pseudoWords = (text: string) =>
  text.replace(/[A-Za-z]+/g, (word) => `\u202e${[...word].map(pseudoLetter).join('')}\u202c`)

function pseudoLetter(letter: string): string {
  const accented = ACCENTS.get(letter)!
  return 'aeiou'.includes(letter.toLowerCase()) ? accented + accented.toLowerCase() : accented
}

/** A catalogue, or any part of one: what its functions say as well. */
export function pseudoCatalogue<Words>(words: Words): Words {
  return translate(words) as Words
}

/** Of scorecards, wherever their words stand: each says that it has the language, and has its words. @public (third-language.ts writes its name) */
export function withPseudoWords<Value>(value: Value, language: string): Value {
  return addWords(value, language) as Value
}

function addWords(value: unknown, language: string): unknown {
  if (Array.isArray(value)) return value.map((one) => addWords(one, language))
  if (typeof value !== 'object' || value === null) return value
  const { words, scorecard } = value as { words?: { en: unknown }; scorecard?: { languages: string[] } }
  if (words && scorecard) {
    const languages = [...scorecard.languages, language]
    return { scorecard: { ...scorecard, languages }, words: { ...words, [language]: translate(words.en) } }
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, addWords(one, language)]))
}

function translate(words: unknown): unknown {
  if (typeof words === 'string') return pseudoText(words)
  if (typeof words === 'function')
    return (...args: unknown[]) => translate((words as (...args: unknown[]) => unknown)(...args))
  if (Array.isArray(words)) return words.map(translate)
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, translate(value)]))
}
