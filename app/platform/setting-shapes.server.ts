import * as z from 'zod'
import { isMailbox } from '#app/domain/mail/mailbox-address.ts'

const SECRET_MIN_LENGTH = 32

export const optionalText = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()

const secret = z
  .string({ error: 'must be set' })
  .min(
    SECRET_MIN_LENGTH,
    `must be at least ${SECRET_MIN_LENGTH} characters, e.g. from \`openssl rand -hex 32\``,
  )

export const postgresUrl = z
  .string({
    error: 'must be set, e.g. postgresql://user:password@host/database, or a Hyperdrive bound as HYPERDRIVE',
  })
  .refine((value) => /^postgres(ql)?:\/\/[^/]+@[^/]+\/.+/.test(value) && URL.canParse(value), {
    message: 'must look like postgresql://user:password@host/database',
    abort: true,
  })
  .refine((value) => isDecodable(value), {
    message: 'must have its password percent-encoded, e.g. %25 for %',
  })

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(new URL(url).password)
    return true
  } catch {
    return false
  }
}

export const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: 'must be an absolute URL, e.g. https://scorecard.example.com',
    abort: true,
  })
  .refine((value) => new URL(value).username === '', 'must not hold a user or password: fetch refuses those')

export const origin = httpUrl.refine((value) => {
  const { pathname, search, hash } = new URL(value)
  return pathname + search + hash === '/'
}, 'must be an origin without a path, e.g. https://scorecard.example.com')

export const oneLine = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .regex(/^\P{Cc}+$/u, 'must be one line')

export const credential = (what: string) =>
  optionalText.refine((value) => value === undefined || /^(?!bearer)[!#-&(-_a-~]+$/i.test(value), {
    message: `must be the ${what} alone, without quotes, blanks, line breaks or the word Bearer`,
  })

/** RFC 9116, section 2.5.3. */
export const contactUri = optionalText.refine(
  (value) =>
    value === undefined || (/^(?:https:\/\/|mailto:|tel:)[!-~]+$/.test(value) && URL.canParse(value)),
  'must begin with https://, mailto: or tel:',
)

export const positiveInteger = (usual: number, most = Infinity) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .default(usual)

export const trueOrFalse = (usual: 'true' | 'false') =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default(usual)
    .transform((value) => value === 'true')

export const mailbox = optionalText.refine((value) => value === undefined || isMailbox(value), {
  message:
    'must look like a@example.com or "Acme, Inc." <a@example.com>: a domain with a dot, and a name with a comma or any of ' +
    '( ) : ; @ [ ] in double quotes',
})

export const secretList = z
  .string({ error: 'must be set: a comma list of secrets, the first is used for new values' })
  .transform((list) => list.split(',').map((part) => part.trim()))
  .pipe(z.array(secret).min(1))

export const commaList = z
  .string()
  .transform((list) => list.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().min(1, 'must be a comma list without empty places')))

export const domainList = optionalText
  .transform((list) => list?.split(',').map((part) => part.trim().toLowerCase()) ?? [])
  .pipe(
    z.array(z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/, 'must be a comma list such as example.com')),
  )

/** As browsers name them: `https://www.example.com`, with a port where it is not the usual one. */
export const originList = optionalText
  .transform((list) => list?.split(',').map((part) => part.trim()) ?? [])
  .pipe(z.array(origin.transform((value) => new URL(value).origin)))
