const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/
// A single word might be somebody's name.
const CODE = /^([a-z]{2,20}(_[a-z]{2,20}){1,4}|[A-Z]{2,20}(_[A-Z]{2,20}){1,4})$/
const MOST_NAMES = 8

/**
 * The form of an answer, without anything that it says of a person.
 * @example `422 json(errors)`, `403 json(message,name,statusCode) not_allowed`, `403 html`
 */
export function fingerprintAnswer(status: number, body: string): string {
  return `${status} ${formOf(body.trim())}`
}

function formOf(body: string): string {
  if (body === '') return 'empty'
  const json = parse(body)
  if (json === undefined) return /^<(!doctype|html|\?xml|[a-z]+[ >])/i.test(body) ? 'html' : 'text'
  if (json === null || typeof json !== 'object') return `json ${json === null ? 'null' : typeof json}`
  if (Array.isArray(json)) return 'json array'
  const fields = json as Record<string, unknown>
  const names = Object.keys(fields).map((key) => (NAME.test(key) ? key : '?'))
  const shown = [...new Set(names)].toSorted().slice(0, MOST_NAMES)
  const code = [fields.name, fields.category, fields.code, fields.error].find(
    (value): value is string => typeof value === 'string' && CODE.test(value),
  )
  return `json(${shown.join(',')})${code === undefined ? '' : ` ${code}`}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
