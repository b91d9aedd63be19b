/** Others may be anything, also personal data. */
const KEYS = [
  'category',
  'code',
  'context',
  'correctHublet',
  'correlationId',
  'detail',
  'error',
  'errors',
  'message',
  'name',
  'numErrors',
  'requestId',
  'results',
  'status',
  'statusCode',
  'subCategory',
  'title',
  'type',
] as const
const SHAPE = new RegExp(`^(empty|html|text|json(:(${KEYS.join('|')})(\\+(${KEYS.join('|')}))*)?)$`)

/** What an answer looks like, without anything that it says: `empty`, `html`, `text`, `json:category+message`. */
export function answerShape(text: string, json: unknown): string {
  if (text.trim() === '') return 'empty'
  if (json === undefined) return /^\s*</.test(text) ? 'html' : 'text'
  const keys = typeof json === 'object' && json !== null ? KEYS.filter((key) => Object.hasOwn(json, key)) : []
  return keys.length > 0 ? `json:${keys.join('+')}` : 'json'
}

export function isAnswerShape(value: string): boolean {
  return SHAPE.test(value)
}
