import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { actSchema } from '#app/domain/console/act.ts'
import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'
import { TEAM_ACTS } from '#app/services/team/act-on-team.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { CONSOLE_TOUR } from './console-tour.ts'
import { resetTestDatabase } from './database.ts'
import { FRAMED } from './framed.ts'
import type { KnownParts } from './hostile-requests.ts'
import type { MailingWorker } from './mailing-worker.ts'
import { OPS_TOKEN, signIn } from './operator.ts'
import { readRoutePaths } from './route-paths.ts'
import { type Visitor, answersOf, expectRedirect } from './visitor.ts'

export const PARTNER = 'https://www.partner.example'
export const BRIEFING = 'https://example.com/briefing'
const WEBHOOK_SECRET = `whsec_${btoa('a secret of twenty-four bytes')}`

/** With which each route has something behind it. */
export const ALL_OPEN = {
  OPS_TOKEN,
  EMBED_ORIGINS: PARTNER,
  MAIL_WEBHOOK_SECRET: WEBHOOK_SECRET,
  BRIEFING_URL: BRIEFING,
  SECURITY_CONTACT: 'mailto:security@example.com',
}

const [ASSET] = readdirSync(join(CLIENT_ASSETS, 'assets'))

/** What is served without the Worker. */
export const FILES = [
  ...readdirSync(CLIENT_ASSETS, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map(({ name }) => `/${name}`),
  `/assets/${ASSET}`,
]

const MOUNTS = [
  '/de',
  '/embed',
  '/quick-check',
  '/de/quick-check',
  '/embed/de',
  '/embed/de/quick-check',
  '/EN',
]

/** What an act of the console may say, each as its form says it. */
const ACTS = actSchema.options.map(({ shape }) => {
  const fields = { id: 'x', cause: 'crash', operation: 'mail', reason: 'other', experiment: 'x', winner: 'x' }
  const own = Object.entries(fields).filter(([name]) => Object.hasOwn(shape, name))
  return { act: shape.act.value, confirmed: 'yes', ...Object.fromEntries(own) }
})

const INTENTS = [
  'resume_link',
  'share',
  'stop_sharing',
  'keep_link',
  'end_kept_link',
  'ask_team',
  'confirm_address',
]

/** All that is known of the product: pages and e-mails of one visitor at each place of it are read for that. */
export async function knownParts(
  { worker, mailbox, visitor, tokenTo }: MailingWorker,
  round: number,
): Promise<KnownParts & { secrets: readonly string[] }> {
  // What an earlier round has paused, and waits for that.
  await resetTestDatabase(worker.db)
  const secrets: string[] = []
  const pages: string[] = []
  const keep = (secret: string) => void secrets.push(secret)
  const read = async (reader: Visitor, path: string) => {
    const page = await (await reader.get(path)).text()
    pages.push(page)
    return page
  }
  const open = async (reader: Visitor, path: string) => (await reader.open(path)).text()
  const address = `fuzz-${round}@example.com`

  const beginner = visitor()
  await beginner.start()
  await read(beginner, '/assessment/step/1')
  const halfway = visitor()
  await halfway.start()
  expectRedirect(await halfway.post('/assessment/step/1', answersOf(1, 'B')))
  const asked = { email: address, consent: 'yes', intent: 'resume_link' }
  expectRedirect(await halfway.post('/assessment/step/2', asked))
  keep(await tokenTo(address))
  await read(halfway, '/assessment/step/2')

  const done = visitor()
  await done.start()
  const results = await done.complete('D')
  await read(done, results)
  expectRedirect(await done.post(results, { email: `done-${address}`, consent: 'yes' }))
  for (const intent of ['share', 'keep_link', 'ask_team'])
    expectRedirect(await done.post(results, { intent }))
  const page = await read(done, results)
  for (const place of ['shared', 'again', 'team'])
    keep(new RegExp(`http://localhost/(?:assessment/)?${place}/(\\w{26})`).exec(page)![1]!)
  keep(results.split('/').at(-1)!)
  keep(await tokenTo(`done-${address}`))
  const [mail] = mailbox.messages({ to: `done-${address}` })
  keep(/\/privacy\/stop\/([^>]+)>/.exec(mail!.headers['List-Unsubscribe']!)![1]!)
  const holder = visitor()
  for (const place of ['results', 'resume', 'again'])
    for (const token of secrets) await open(holder, `/assessment/${place}/${token}`)
  await read(done, '/privacy')

  expectRedirect(await done.post('/privacy/request', { email: address, action: 'export' }))
  keep(await tokenTo(address))
  const person = visitor()
  for (const place of ['confirm', 'stop'])
    for (const token of secrets) await open(person, `/privacy/${place}/${token}`)
  const framed = visitor()
  pages.push(await (await framed.post('/embed/assessment/start', {}, FRAMED)).text())
  const operator = await signIn(visitor())
  for (const name of CONSOLE_TOUR) await read(operator, name === '' ? '/ops' : `/ops/${name}`)

  const params = ['1', '2', '4', ...secrets]
  const written = writtenIn(pages)
  const sent = await worker.db.emailMessage.findMany({ select: { id: true, providerMessageId: true } })
  const intents = [...INTENTS, ...TEAM_ACTS].map((intent) => ({ intent, result: results.split('/').at(-1)! }))
  return {
    secrets,
    mounts: MOUNTS,
    paths: [...(await readRoutePaths()), '/ops/leads/:id', '/ops/experiments/:id', ...FILES],
    params,
    consolePages: CONSOLE_TOUR.flatMap((name) => [name, `${name}.json`, `${name}.csv`]),
    fieldNames: [
      ...new Set([...written.names, ...Object.keys(CONTACT_FIELDS), 'link', 'sent', 'saved', 'fix']),
    ],
    fieldValues: [...new Set([...written.values, ...params, address, 'yes', 'A', 'Z'])],
    forms: [...ACTS, ...intents, { show: 'details' }, { 'List-Unsubscribe': 'One-Click' }],
    messageIds: sent.flatMap(({ id, providerMessageId }) => [id, providerMessageId ?? id]),
    sign(body) {
      const at = systemClock.now()
      return [
        ['svix-id', 'msg_1'],
        ['svix-timestamp', String(Math.floor(at.getTime() / 1_000))],
        ['svix-signature', new Webhook(WEBHOOK_SECRET).sign('msg_1', at, body)],
      ]
    },
    cookies: [beginner, halfway, done, holder, person, framed, operator].map(({ cookies }) =>
      [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    ),
  }
}

/** What the forms of pages are made of. */
function writtenIn(pages: readonly string[]): { names: string[]; values: string[] } {
  const inputs = pages.flatMap(
    (page) => page.match(/<(?:input|button|select|textarea|option)\b[^>]*>/g) ?? [],
  )
  const attribute = (name: string) =>
    inputs.flatMap((tag) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1] ?? [])
  return { names: attribute('name'), values: attribute('value') }
}
