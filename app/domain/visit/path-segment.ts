const MAX_LENGTH = 80
const SEPARATOR = /[ ._~+:|-]/

export function isHarmlessSegment(text: string): boolean {
  // A percent sign here hides double encoding; "@" and "=" stand in addresses and parameters.
  if (text.length > MAX_LENGTH || !/^[\p{L}\p{N}\p{M} ._~+:|-]+$/u.test(text)) return false
  if (/(?:\d[ ._~+:|-]?){9,}/.test(text)) return false
  return !looksLikeAddress(text) && text.split(SEPARATOR).every((word) => !looksLikeToken(word))
}

/** As in `kim_sample_example_com`, `kim.sample-at-example.org` or `kim.sample`, which is no file. */
function looksLikeAddress(text: string): boolean {
  return (
    /(?:_|[.-]at[.-]).*[._](?:com|org|net|edu|gov|info|biz|eu|de|at|ch|uk|fr|io)$/i.test(text) ||
    (/^\p{L}{2,}\.\p{L}{4,}$/u.test(text) && !/\.(?:[sx]?html|aspx|jspx|json|phtml)$/i.test(text))
  )
}

function looksLikeToken(word: string): boolean {
  if (word.length > 30) return true
  if (/^[\da-f]{9,}$/i.test(word) && /[a-f]/i.test(word)) return true
  const digits = word.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  if ((word.length >= 12 && digits > 0) || (word.length >= 8 && digits >= 3)) return true
  return changesCaseTooOften(word) || cannotBeSpoken(word)
}

/** Base64 changes case all the time, CamelCase titles only where a word of theirs begins. */
function changesCaseTooOften(word: string): boolean {
  const parts = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? []
  return parts.length >= 4 && word.length / parts.length < 3
}

/** No word of English or German has six consonants in a row, where those that are one sound count as one. */
function cannotBeSpoken(word: string): boolean {
  const sounds = word.toLowerCase().replaceAll(/sch|ch|ck|ng|pf|ph|sh|sp|st|th|tz/g, 's')
  return word.length >= 8 && /[bcdfghj-np-tv-xz]{6}/.test(sounds)
}
