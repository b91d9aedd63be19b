import { fc } from './fast-check.ts'

/** As it goes over the wire; a header may come twice. */
export interface HostileRequest {
  method: string
  target: string
  headers: [name: string, value: string][]
  body: Buffer | null
}

/** What is true of the product, for requests to be nearly right. */
export interface KnownParts {
  /** what stands before a path: a frame's, a language's, a scorecard's */
  mounts: readonly string[]
  /** with `:name` for a parameter */
  paths: readonly string[]
  /** ids and tokens that open something, and steps */
  params: readonly string[]
  /** of the console: what `:rest` is behind /ops */
  consolePages: readonly string[]
  /** of the query and of forms, hidden fields among them */
  fieldNames: readonly string[]
  fieldValues: readonly string[]
  /** whole ones, as they are sent */
  forms: readonly Record<string, string>[]
  /** that the mail provider has sent e-mails under, and ours of them */
  messageIds: readonly string[]
  /** as the mail provider signs what it tells */
  sign(body: string): [name: string, value: string][]
  /** whole `Cookie` headers */
  cookies: readonly string[]
}

const ATTACKS = [
  '',
  '\u0000',
  '\r\nSet-Cookie: a=b',
  "' OR 1=1 --",
  '$1',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../etc/passwd',
  '%00',
  '%0d%0a',
  '%',
  '%E0%A4%A',
  '__proto__',
  'constructor',
  '=cmd|',
  '\u202Emoc.elpmaxe@a',
  '\uFEFF\u200B',
  'NaN',
  '-1',
  '1e309',
  '2147483648',
  'null',
  '[object Object]',
  'x'.repeat(10_000),
  '💥'.repeat(100),
]

// Others the runtime refuses by itself, before there is a request.
const OTHER_METHODS = ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'SEARCH']

const FORM = 'application/x-www-form-urlencoded'
const PARTS = 'multipart/form-data; boundary=x'
const CONTENT_TYPES = [
  FORM,
  `${FORM}; charset=utf-16`,
  PARTS,
  'multipart/form-data',
  'application/json',
  'application/csp-report',
  'application/reports+json',
  'text/plain',
  'application/octet-stream',
  'nonsense',
]

const HEADERS: Record<string, readonly string[]> = {
  Origin: ['null', 'https://evil.example', 'http://[', ''],
  'Sec-Fetch-Dest': ['iframe', 'iframe', 'document', 'empty', 'odd'],
  'Sec-Fetch-Site': ['same-origin', 'same-origin', 'same-origin', 'none', 'same-site', 'cross-site', 'odd'],
  'X-Forwarded-Host': ['evil.example', 'a, b', ':', ''],
  'X-Forwarded-Proto': ['http', 'javascript'],
  Host: ['evil.example', '127.0.0.1:1'],
  Referer: [
    'http://[',
    'javascript:alert(1)',
    'https://example.com/%ff?utm_source=%00&utm_campaign=a&utm_campaign=b',
  ],
  Accept: ['application/json', 'text/html', '*/*;q=nonsense', ''],
  'Accept-Language': ['de', '*', 'x'.repeat(2_000)],
  Range: ['bytes=0-0', 'bytes=9-1'],
  'If-None-Match': ['*', '"x"'],
  'If-Modified-Since': ['yesterday'],
  'Content-Encoding': ['gzip', 'br'],
  Expect: ['nonsense'],
  Upgrade: ['h2c'],
  'CF-Connecting-IP': ['::ffff:1.2.3.4', '2001:db8::1', 'nonsense', '1.2.3.4, 5.6.7.8', ''],
  'CF-Visitor': ['{', '{"scheme":"http"}'],
  'User-Agent': ['', 'x'.repeat(5_000), 'ÿþé'],
}

/** Requests between plain nonsense and what the product's own pages and the mail provider send. */
export function hostileRequests(known: KnownParts): fc.Arbitrary<HostileRequest> {
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ATTACKS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  )
  return fc.oneof(
    { weight: 20, arbitrary: requests(known, text) },
    { weight: 1, arbitrary: providersPosts(known, text) },
  )
}

function requests(known: KnownParts, text: fc.Arbitrary<string>): fc.Arbitrary<HostileRequest> {
  const pairs = fc.array(fc.tuple(nearly(known.fieldNames, text), nearly(known.fieldValues, text)), {
    maxLength: 8,
  })
  const whole = fc.constantFrom(...known.forms).map((form) => Object.entries(form))
  const fields = fc.oneof(
    { weight: 3, arbitrary: pairs },
    { weight: 1, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, pairs).map((both) => both.flat()) },
  )
  return fc
    .record({
      method: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('GET') },
        { weight: 4, arbitrary: fc.constantFrom('POST') },
        { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
      ),
      target: targets(known, fields, text),
      headers: headers(known.cookies),
      content: contents(fields),
    })
    .map(({ content: { type, body }, ...request }) => ({
      ...request,
      headers: [...request.headers, ['Content-Type', type] satisfies [string, string]],
      body,
    }))
}

function targets(
  known: KnownParts,
  fields: fc.Arbitrary<[string, string][]>,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const param = nearly(known.params, text)
  const consolePage = nearly(known.consolePages, text)
  const part = (pattern: string, of: string) => {
    if (!of.startsWith(':')) return fc.constant(of)
    return pattern.startsWith('/ops/') && of === ':rest' ? consolePage : param
  }
  const mount = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fc.constantFrom(...known.mounts) },
  )
  const path = fc
    .oneof(
      { weight: 6, arbitrary: fc.constantFrom(...known.paths) },
      { weight: 1, arbitrary: text.map((raw) => `/${raw}`) },
    )
    .chain((pattern) => fc.tuple(...pattern.split('/').map((of) => part(pattern, of))))
    .map((parts) => parts.map(escapeOnce).join('/'))
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fields.map((pairs) => `?${encodeForm(pairs)}`) },
    { weight: 1, arbitrary: text.map((raw) => `?${escapeOnce(raw)}`) },
  )
  return fc.tuple(mount, path, query).map((parts) => parts.join(''))
}

/** What becomes of e-mails, signed more often than not. */
function providersPosts(known: KnownParts, text: fc.Arbitrary<string>): fc.Arbitrary<HostileRequest> {
  const id = nearly(known.messageIds, text)
  const event = fc.record(
    {
      type: nearly(['email.bounced', 'email.complained', 'email.failed', 'email.delivered'], text),
      data: fc.record(
        {
          email_id: id,
          tags: fc.oneof(fc.record({ message_id: id }), fc.json()),
          bounce: fc.record({ type: nearly(['Permanent', 'Transient'], text) }),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  const body = fc.oneof(
    { weight: 5, arbitrary: event.map((told) => JSON.stringify(told)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: text },
  )
  const unsigned = fc.record({
    'svix-id': fc.constant('msg_1'),
    'svix-timestamp': nearly(['1', '9999999999'], fc.constantFrom('', 'NaN', '-1', '1e309')),
    'svix-signature': fc.constantFrom(
      '',
      'v1',
      'v1,',
      'v1,====',
      'v2,AAAA',
      `v1,${'A'.repeat(43)}= `.repeat(99),
    ),
  })
  const signing = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: unsigned })
  return fc.tuple(body, signing).map(([told, forged]) => ({
    method: 'POST',
    target: '/webhooks/mail',
    headers: [
      ['Content-Type', 'application/json'],
      ...(forged === null ? known.sign(told) : Object.entries(forged)),
    ],
    body: Buffer.from(told),
  }))
}

/** A form as its content type says, more often than not. */
function contents(
  fields: fc.Arbitrary<[string, string][]>,
): fc.Arbitrary<{ type: string; body: Buffer | null }> {
  const form = fields.map((pairs) => ({ type: FORM, body: Buffer.from(encodeForm(pairs)) }))
  const parts = fields.map((pairs) => ({ type: PARTS, body: Buffer.from(encodeParts(pairs)) }))
  const body = fc.oneof(
    fields.map((pairs) => Buffer.from(encodeForm(pairs))),
    fields.map((pairs) => Buffer.from(encodeParts(pairs))),
    fc.json().map((json) => Buffer.from(json)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(Buffer.alloc(70_000, 'a=b&')),
    fc.constant(null),
  )
  return fc.oneof(
    { weight: 4, arbitrary: form },
    { weight: 1, arbitrary: parts },
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom(...CONTENT_TYPES), body }) },
  )
}

/** A known value, or one with something wrong in it, or something else. */
function nearly(values: readonly string[], other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const known = fc.constantFrom(...values)
  return fc.oneof(
    { weight: 5, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, other).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: known.map((value) => value.slice(0, -1)) },
    { weight: 2, arbitrary: other },
  )
}

function headers(cookies: readonly string[]): fc.Arbitrary<[string, string][]> {
  const odd = Object.entries(HEADERS).map(([name, values]) => {
    const header = fc.constantFrom(...values).map((value): [string, string] => [name, value])
    return fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: header })
  })
  const cookie = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...cookies) },
    { weight: 1, arbitrary: fc.constantFrom(...cookies).map((value) => `${value}; ${value}x`) },
    { weight: 1, arbitrary: fc.constantFrom('', ';=;', '__Host-scorecard=', `a=${'x'.repeat(4_000)}`) },
  )
  return fc
    .tuple(
      cookie.map((value): [string, string] => ['Cookie', value]),
      ...odd,
    )
    .map((pairs) => pairs.filter((pair) => pair !== null))
}

/** What cannot stand in a request's first line is escaped; a per cent sign that is there stays as it is. */
function escapeOnce(raw: string): string {
  return raw
    .replace(/\p{Cs}/gu, '%ED%A0%80')
    .replace(/[^\w.~!$&'()*+,;:@=%-]/gu, (character) => encodeURIComponent(character))
}

function encodeForm(pairs: [string, string][]): string {
  return pairs.map((pair) => pair.map(escapeOnce).join('=')).join('&')
}

function encodeParts(pairs: [string, string][]): string {
  const parts = pairs.map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--x--\r\n`
}
