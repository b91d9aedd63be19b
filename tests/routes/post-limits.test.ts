import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { POST_LIMITS } from '#app/domain/post-limits.ts'
import { type RateLimit, SITE_FACTOR } from '#app/domain/limits.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { action as start } from '#app/routes/assessment.start/route.tsx'
import { action as step } from '#app/routes/assessment.step.$step/route.tsx'
import { action as answers } from '#app/routes/assessment.step.$step_.answers.tsx'
import { action as results } from '#app/routes/assessment.results.$id/route.tsx'
import { action as resume } from '#app/routes/assessment.resume.($token).tsx'
import { action as team } from '#app/routes/team.$token/route.tsx'
import { action as request } from '#app/routes/privacy.request.tsx'
import { action as confirm } from '#app/routes/privacy.confirm.($token).tsx'
import { action as briefing } from '#app/routes/assessment.briefing.$id.tsx'
import { action as health } from '#app/routes/health.tsx'
import { action as opsFile } from '#app/routes/ops[.]json.tsx'
import { action as notFound } from '#app/routes/$.tsx'
import { action as forget } from '#app/routes/assessment.forget.tsx'
import { action as withdraw } from '#app/routes/privacy.withdraw.tsx'
import { action as stop } from '#app/routes/privacy.stop.($token).tsx'
import { action as mailEvent } from '#app/routes/webhooks.mail.tsx'
import { action as cspReports } from '#app/routes/csp-reports.tsx'
import { action as opsSignIn } from '#app/routes/ops.sign-in.tsx'
import { action as opsSignOut } from '#app/routes/ops.sign-out.tsx'
import { action as opsAct } from '#app/routes/ops.act.tsx'
import { action as opsPage } from '#app/routes/ops.$/route.tsx'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { nextNumber } from '#tests/factories/counter.ts'
import { tokenPrint } from '#app/platform/ops-token.server.ts'
import { writeOpsSession } from '#app/web/console/session-cookie.server.ts'
import { createTestPrivacyRequest } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { OPS_TOKEN, OPS_TOKENS } from '#tests/helpers/operator.ts'
import { TEST_SECRET } from '#tests/helpers/worker.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { type RouteRequest, call, createRouteContext } from '#tests/helpers/route-call.ts'
import { answersOf } from '#tests/helpers/visitor.ts'

const { db } = await useTestDatabase()

type Action = Parameters<typeof call>[0]

/** A post that is accepted: the second one changes nothing that the first has not changed. */
interface Post {
  action: Action
  path: string
  request: RouteRequest
}

const session = async () => {
  const { sessionId } = await createTestAssessmentSession(db, { sessionId: crypto.randomUUID() })
  return { visitor: { sessions: [sessionId] }, params: { step: '1' } }
}
const lead = () => ({ email: `person-${nextNumber()}@example.com`, consent: CONSENT.version })

async function linkToken(): Promise<string> {
  const id = `link-${nextNumber()}`
  const token = await deriveToken('any-secret', id)
  const tokenHash = (await hashToken(token))!
  const { sessionId } = await createTestAssessmentSession(db, { email: 'ada@example.com' })
  const link = { id, tokenHash, kind: 'resume', sessionId, recipientHash: 'recipient' }
  await db.accessLink.create({ data: { ...link, expiresAt: new Date(Date.now() + 3_600_000) } })
  return token
}

async function privacyToken(): Promise<string> {
  const token = await deriveToken('any-secret', `privacy-${nextNumber()}`)
  await createTestPrivacyRequest(db, { tokenHash: (await hashToken(token))! })
  return token
}

/** The cookie of somebody who is signed in to the console. */
async function operatorCookie(): Promise<Record<string, string>> {
  const name = 'owner'
  const print = await tokenPrint(TEST_SECRET, { name, roles: [], token: OPS_TOKENS.owner })
  const cookie = await writeOpsSession({ name, print, id: 'x'.repeat(32) }, [TEST_SECRET], new Date())
  return { Cookie: cookie.split(';')[0]! }
}

async function postToResults(form: Record<string, string>): Promise<Post> {
  const { id, sessionId } = await createTestAssessment(db, NO_CONTACT)
  return {
    action: results,
    path: `/assessment/results/${id}`,
    request: { params: { id }, visitor: { sessions: [sessionId] }, form },
  }
}

const askUnderSpelling = async () => ({
  action: request,
  path: '/privacy/request',
  request: { form: { email: `person-${nextNumber()}+spelled@example.com` } },
})

/** By route, and for a route with posts of several kinds by the purpose that only one of them counts. */
const POSTS: Record<string, () => Promise<Post>> = {
  'assessment.start': async () => ({ action: start, path: '/assessment/start', request: { form: {} } }),
  'assessment.step.$step': async () => ({
    action: step,
    path: '/assessment/step/1',
    request: { ...(await session()), form: answersOf(1, 'A') },
  }),
  'assessment.step.$step resume': async () => ({
    action: step,
    path: '/assessment/step/1',
    request: { ...(await session()), form: { ...answersOf(1, 'A'), ...lead(), intent: 'resume_link' } },
  }),
  'assessment.step.$step_.answers': async () => ({
    action: answers,
    path: '/assessment/step/1/answers',
    request: { ...(await session()), form: { value_assurance_1: 'A' } },
  }),
  'assessment.results.$id': async () => postToResults(lead()),
  'assessment.results.$id own-link': async () => postToResults({ intent: 'share' }),
  'assessment.results.$id own-link-network': async () => postToResults({ intent: 'ask_team' }),
  'assessment.resume.($token)': async () => {
    const token = await linkToken()
    return {
      action: resume,
      path: `/assessment/resume/${token}`,
      request: { params: { token }, form: {} },
    }
  },
  'team.$token': async () => {
    const { id } = await createTestAssessment(db, NO_CONTACT)
    const token = await deriveToken('any-secret', id)
    return {
      action: team,
      path: `/team/${token}`,
      request: { params: { token }, form: { intent: 'leave', result: id } },
    }
  },
  'privacy.request': async () => ({
    action: request,
    path: '/privacy/request',
    request: { form: { email: lead().email } },
  }),
  'privacy.request privacy-asked': () => askUnderSpelling(),
  'privacy.request privacy-mailbox': () => askUnderSpelling(),
  'privacy.confirm.($token)': async () => {
    const token = await privacyToken()
    const form = { action: 'none of those on the page' }
    return { action: confirm, path: `/privacy/confirm/${token}`, request: { params: { token }, form } }
  },
  'ops.sign-in': async () => ({
    action: opsSignIn,
    path: '/ops/sign-in',
    request: { form: { token: 'wrong' } },
  }),
  'ops.act': async () => ({
    action: opsAct,
    path: '/ops/act',
    request: {
      headers: await operatorCookie(),
      form: { act: 'resume', operation: 'mail', confirmed: 'yes' },
    },
  }),
  'ops.$': async () => ({
    action: opsPage,
    path: '/ops/leads',
    request: { headers: await operatorCookie(), form: { show: 'details' } },
  }),
}

const send = ({ action, path, request: { headers, ...rest } }: Post, network: string, vary = {}) =>
  call(action, createRouteContext(db, { OPS_TOKEN }), path, {
    ...rest,
    form: { ...rest.form, ...vary },
    headers: { ...headers, 'CF-Connecting-IP': network },
  })

const UNLIMITED: Record<string, Action> = {
  'assessment.forget': forget,
  'privacy.withdraw': withdraw,
  'privacy.stop.($token)': stop,
  'webhooks.mail': mailEvent,
  'csp-reports': cspReports,
  'ops.sign-out': opsSignOut,
  'assessment.briefing.$id': briefing,
  'ops[.]csv': opsFile,
  'ops[.]json': opsFile,
  health,
  $: notFound,
}

const CASES = Object.entries(POST_LIMITS).flatMap(([route, limits]) =>
  'none' in limits
    ? []
    : Object.entries(limits.counters).map(([purpose, limit]) => [route, purpose, limit] as const),
)

/** As if all but `left` of what a counter allows had just been used. */
async function useUp(purpose: string, { times }: RateLimit, left: number): Promise<number> {
  return db.$executeRaw`
    UPDATE rate_limits SET hits = ARRAY(SELECT now() FROM generate_series(1, ${times - left}::int))
    WHERE key LIKE ${`${purpose}:%`}`
}

/** What strangers have caused is told to nobody: whoever asks is answered as if it were done, and it is not. */
const UNTOLD = ['privacy-address', 'privacy-asked', 'privacy-mailbox']

test.each(CASES)(
  'posts to %s are limited by %s: the last one goes through, the next does nothing',
  async (...given) => {
    const [route, purpose, limit] = given
    await db.$executeRaw`TRUNCATE rate_limits`
    const network = `198.51.100.${nextNumber() % 256}`
    const post = await (POSTS[`${route} ${purpose}`] ?? POSTS[route]!)()
    // Another address each time, where a new one is what is counted.
    const another = () =>
      purpose === 'contact-address' || purpose === 'privacy-network' ? { email: lead().email } : {}
    const first = await send(post, network, another())
    expect(first.status).not.toBe(429)

    expect(await useUp(purpose, limit, 1)).toBe(1)
    expect((await send(post, network, another())).status).toBe(first.status)
    const stored = () => db.privacyRequest.count()
    const before = await stored()
    const refused = await send(post, network, another())
    expect(refused.status).toBe(UNTOLD.includes(purpose) ? first.status : 429)
    expect(await stored()).toBe(before)
  },
)

test.each(CASES.filter(([, purpose]) => /network$|^start$/.test(purpose)))(
  'posts to %s that %s counts are counted for the /48 of IPv6, too',
  async (route, purpose, limit) => {
    await db.$executeRaw`TRUNCATE rate_limits`
    const site = `2001:db8:${nextNumber().toString(16)}`
    const post = await (POSTS[`${route} ${purpose}`] ?? POSTS[route]!)()
    expect((await send(post, `${site}:1::1`)).status).not.toBe(429)
    const wider = { ...limit, times: limit.times * SITE_FACTOR }
    expect(await useUp(`${purpose}-site`, wider, 0)).toBe(1)
    expect((await send(post, `${site}:2::1`)).status).toBe(429)
    expect((await send(post, '2001:db8:ffff:1::1')).status).not.toBe(429)
  },
)

test.each(Object.entries(POST_LIMITS).filter(([, limits]) => 'none' in limits))(
  'a post to %s needs no limit: who has no cookie, link or signature makes it ask the database nothing',
  async (route) => {
    const nowhere = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
    try {
      const { status } = await call(UNLIMITED[route]!, createRouteContext(nowhere), '/any', { form: {} })
      expect([302, 400, 401, 403, 404, 405]).toContain(status)
    } finally {
      await nowhere.$disconnect()
    }
  },
)

const ROUTES = join(import.meta.dirname, '../../app/routes')

/** Every route with an action, by the name of its file or folder. */
async function routesWithPosts(): Promise<string[]> {
  const names = await readdir(ROUTES)
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = !/\.tsx?$/.test(name)
      const text = await readFile(join(ROUTES, folder ? `${name}/route.tsx` : name), 'utf8')
      return /export (?:async function|function|const) action\b|export \{[^}]*\baction\b/.test(text)
        ? [name.replace(/\.tsx?$/, '')]
        : []
    }),
  )
  return found.flat().sort()
}

test('every route that takes posts says in one table what limits them', async () => {
  const routes = await routesWithPosts()
  expect(routes.length).toBeGreaterThan(5)
  expect(Object.keys(POST_LIMITS).sort()).toEqual(routes)
})
