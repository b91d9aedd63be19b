import { expect, test } from 'vitest'
import { BROWSER_STAND_IN } from '#tests/helpers/browser-run-stand-in.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS, completeAsOwner } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import {
  IN_CONTENTS,
  IN_SIGNATURE,
  forgeCookies,
  forgedToken,
  openEach,
  refused,
} from '#tests/helpers/strangers.ts'
import { type Visitor, expectRedirect } from '#tests/helpers/visitor.ts'

// Whoever comes, to whatever address of a result: what it shows of the owner, cell by cell.

const BRIEFING_URL = 'https://example.com/briefing'
const { worker, visitor, tokenTo } = await useMailingWorker(
  { BRIEFING_URL, PRINT_WAIT_MS: '60000' },
  BROWSER_STAND_IN,
)

/** Every address at which a result, or a part of it, is to be had. */
const ADDRESSES = {
  results: ({ path }) => path,
  fixes: ({ path }) => `${path}?fix=governance_1`,
  byLink: ({ path }) => `${path}?by-link`,
  report: ({ path }) => `${path}/report`,
  pdf: ({ path }) => `${path}/report.pdf`,
  mailed: ({ mailed }) => `/assessment/results/${mailed}`,
  shared: ({ shared }) => shared,
  sharedReport: ({ shared }) => `${shared}/report`,
  again: ({ again }) => again,
  againMailed: ({ mailed }) => `/assessment/again/${mailed}`,
} satisfies Record<string, (of: Owned) => string>
type Address = keyof typeof ADDRESSES
const ALL = Object.keys(ADDRESSES) as Address[]
const BY_TOKEN = ['mailed', 'shared', 'sharedReport', 'again', 'againMailed'] as const

/** What was shared ends with the session, since nobody could end it any more. */
const outlivesScrub = (address: Address) => !address.startsWith('shared')

interface Owned {
  owner: Visitor
  path: string
  mailed: string
  shared: string
  again: string
}

/** Somebody with all details, both links of their own, and the link from the e-mail. */
async function owned(): Promise<Owned> {
  await resetTestDatabase(worker.db)
  const owner = visitor()
  const path = await completeAsOwner(owner, 'D')
  expectRedirect(await owner.post(path, { intent: 'share' }))
  expectRedirect(await owner.post(path, { intent: 'keep_link' }))
  const page = await (await owner.get(path)).text()
  const linkTo = (place: string) => new RegExp(`http://localhost(/assessment/${place}/\\w+)`).exec(page)![1]!
  return { owner, path, mailed: await tokenTo(OWNER), shared: linkTo('shared'), again: linkTo('again') }
}

async function holder({ mailed }: Owned): Promise<Visitor> {
  const reader = visitor()
  expect((await reader.open(`/assessment/results/${mailed}`)).status).toBe(200)
  return reader
}

async function other(): Promise<Visitor> {
  const reader = visitor()
  await reader.start()
  await reader.complete('A')
  return reader
}

const forgedTokens = (of: Owned): Owned => ({
  ...of,
  mailed: forgedToken(of.mailed),
  shared: forgedToken(of.shared),
  again: forgedToken(of.again),
})

async function erase(): Promise<void> {
  const person = visitor()
  const link = await askForPrivacyLink(worker.db, person, OWNER, 'erase')
  expectRedirect(await person.post(link, { action: 'erase' }))
}

async function scrub(): Promise<void> {
  await worker.db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days'`
  await worker.runJob('enforce_retention')
  expect(await worker.db.assessment.count({ where: { emailScrubbedAt: { not: null } } })).toBe(1)
}

const expire = () =>
  worker.db.$executeRaw`UPDATE access_links SET "createdAt" = now() - interval '91 days', "expiresAt" = now()`

interface Case {
  who: string
  /** at what they read score and advice, or that there is a result to compare with; elsewhere there is nothing */
  reads: readonly Address[]
  come(of: Owned): Promise<{ reader: Visitor; of?: Owned }>
}

const CASES: Case[] = [
  { who: 'somebody without a cookie', reads: BY_TOKEN, come: async () => ({ reader: visitor() }) },
  { who: 'another browser with a result', reads: BY_TOKEN, come: async () => ({ reader: await other() }) },
  { who: 'the holder of the link', reads: ALL, come: async (of) => ({ reader: await holder(of) }) },
  {
    who: 'a cookie of the owner with other contents',
    reads: BY_TOKEN,
    come: async ({ owner }) => ({ reader: forgeCookies(visitor(), owner, IN_CONTENTS) }),
  },
  {
    who: 'a cookie of the owner with another signature',
    reads: BY_TOKEN,
    come: async ({ owner }) => ({ reader: forgeCookies(visitor(), owner, IN_SIGNATURE) }),
  },
  {
    who: 'the cookie of a link with another signature',
    reads: BY_TOKEN,
    come: async (of) => ({ reader: forgeCookies(visitor(), await holder(of), IN_SIGNATURE) }),
  },
  {
    who: 'somebody with forged tokens',
    reads: [],
    come: async (of) => ({ reader: visitor(), of: forgedTokens(of) }),
  },
  {
    who: 'the holder of links that have expired',
    reads: [],
    come: async (of) => {
      const reader = await holder(of)
      await expire()
      return { reader }
    },
  },
  {
    who: 'the browser of somebody who was erased',
    reads: [],
    come: async ({ owner }) => {
      await erase()
      return { reader: owner }
    },
  },
  {
    who: 'the holder of the link of somebody who was erased',
    reads: [],
    come: async (of) => {
      const reader = await holder(of)
      await erase()
      return { reader }
    },
  },
  {
    who: 'the browser of somebody whose result was scrubbed',
    reads: BY_TOKEN.filter(outlivesScrub),
    come: async ({ owner }) => {
      await scrub()
      return { reader: owner }
    },
  },
  {
    who: 'the holder of the link of a result that was scrubbed',
    reads: ALL.filter(outlivesScrub),
    come: async (of) => {
      const reader = await holder(of)
      await scrub()
      return { reader }
    },
  },
]

const ABOUT_THE_RESULT = ['AI Theater Alert', '25 out of 100']
const ABOUT_THE_OWNER = [...Object.values(OWNER_DETAILS), OWNER]

test.each(CASES)('$who reads what they may, and nothing of the owner', async ({ come, reads }) => {
  const world = await owned()
  const { reader, of = world } = await come(world)
  const seen: Address[] = []
  for (const [address, { status, text }] of await openEach(reader, ALL, (name) => ADDRESSES[name](of))) {
    const shows = ABOUT_THE_RESULT.some((words) => text.includes(words))
    if (shows) seen.push(address)
    expect({ address, status }).toEqual({ address, status: shows ? 200 : refused(status) })
    for (const secret of ABOUT_THE_OWNER) expect(text).not.toContain(secret)
  }
  expect(seen).toEqual(reads)
})

/** All that a form on the page of a result can send, but for what a link's holder may do: confirm its address. */
const POSTS: Record<string, string>[] = [
  ...['share', 'stop_sharing', 'keep_link', 'end_kept_link', 'constructor'].map((intent) => ({ intent })),
  { email: 'stranger@example.com', consent: 'yes' },
  { ...OWNER_DETAILS, company: 'Strangers Inc.' },
]

test.each(CASES)('$who writes nothing, and is told nothing of the owner', async ({ come }) => {
  const world = await owned()
  const { reader, of = world } = await come(world)
  const stored = async () =>
    JSON.stringify([await worker.db.assessment.findMany(), await worker.db.accessLink.findMany()])
  const before = await stored()
  for (const address of ['results', 'report', 'pdf', 'shared', 'sharedReport', 'again'] as const)
    for (const fields of POSTS) {
      const response = await reader.post(ADDRESSES[address](of), fields)
      const { status } = response
      expect({ address, fields, status }).toEqual({
        address,
        fields,
        status: refused(status),
      })
      const text = await response.text()
      for (const secret of ABOUT_THE_OWNER) expect(text).not.toContain(secret)
    }
  expect(await stored()).toBe(before)
  expect(worker.logs.filter((line) => line.includes(OWNER) || line.includes(OWNER_DETAILS.company))).toEqual(
    [],
  )
})
