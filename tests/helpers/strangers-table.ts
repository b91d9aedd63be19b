import { POST_LIMITS } from '#app/domain/post-limits.ts'
import { OWN_LINK_INTENTS } from '#app/services/act-on-own-link.server.ts'
import { TEAM_ACTS } from '#app/services/team/act-on-team.server.ts'
import { OWNER, OWNER_DETAILS } from './owner.ts'
import { readRoutePaths } from './route-paths.ts'
import { forgedToken } from './strangers.ts'
import { answersOf } from './visitor.ts'

/** What an owner has: results with all their links, and a second assessment under way. */
export interface Owned {
  id: string
  team: string
  shared: string
  again: string
  mailed: string
  resume: string
  stop: string
  /** the field of the step's form that names the assessment under way */
  sessionKey: string
}

type Fields = Record<string, string>

/** What is asked of an address: the fields of a post, or nothing to read it. */
export interface Asked {
  what: string
  path: string
  fields?: Fields
}

const STRANGER = { email: 'stranger@example.com', consent: 'yes' }

/** What fills the parameter of a route: of the owner's, where everybody may have it; else what nobody was given. */
function paramsOf(owned: Owned): Record<string, string> {
  return {
    '/assessment/step/:step': '2',
    '/assessment/step/:step/answers': '2',
    '/assessment/results/:id': owned.id,
    '/assessment/results/:id/report': owned.id,
    '/assessment/results/:id/report.pdf': owned.id,
    '/assessment/briefing/:id': owned.id,
    '/assessment/shared/:token': owned.shared,
    '/assessment/shared/:token/report': owned.shared,
    '/assessment/again/:token': owned.again,
    '/assessment/resume/:token': forgedToken(owned.resume),
    '/privacy/confirm/:token': forgedToken(owned.mailed),
    '/privacy/stop/:token': forgedToken(owned.stop),
    '/team/:token': owned.team,
    '/ops/:rest': `leads/${owned.id}`,
    '/:rest': 'nowhere',
  }
}

/** The posts of each route that has some, by its file's name; each by what it is called. */
function postsOf({ id, sessionKey }: Owned): Record<string, Record<string, Fields>> {
  const assessment = sessionKey
  const answers = { ...answersOf(2, 'E'), assessment }
  const onTeam = (intent: string) => ({ intent, result: id })
  return {
    'assessment.start': { start: {} },
    'assessment.step.$step': {
      step: answers,
      resume_link: { ...STRANGER, assessment, intent: 'resume_link' },
    },
    'assessment.step.$step_.answers': { answers },
    'assessment.results.$id': {
      details: { ...OWNER_DETAILS, company: 'Strangers Inc.' },
      address: STRANGER,
      confirm_address: { intent: 'confirm_address' },
      ...Object.fromEntries(OWN_LINK_INTENTS.map((intent) => [intent, { intent }])),
    },
    'assessment.resume.($token)': { resume: {} },
    'assessment.briefing.$id': { briefing: {} },
    'team.$token': Object.fromEntries(TEAM_ACTS.map((act) => [act, onTeam(act)])),
    'privacy.request': { request: { email: OWNER, action: 'erase' } },
    'privacy.confirm.($token)': { confirm: { action: 'erase' } },
    'privacy.stop.($token)': { stop: { 'List-Unsubscribe': 'One-Click' } },
    'privacy.withdraw': { withdraw: {} },
    'webhooks.mail': { mail: {} },
    'csp-reports': { report: {} },
    health: { health: {} },
    $: { anything: {} },
    'ops.sign-in': { sign_in: { token: 'guessed' } },
    'ops.sign-out': { sign_out: {} },
    'ops.act': { act: { act: 'dismiss_leads', confirmed: 'yes' } },
    'ops.$': { details: { show: 'details' } },
    'ops[.]csv': { csv: {} },
    'ops[.]json': { json: {} },
    // At last: no cookie opens anything afterwards.
    'assessment.forget': { forget: {} },
  }
}

/** Everything that can be read or pressed. @throws when a route, or its posts, are missing above */
export async function everythingOf(owned: Owned): Promise<Asked[]> {
  const params = paramsOf(owned)
  const posts = postsOf(owned)
  const unasked = Object.keys(POST_LIMITS).filter((route) => posts[route] === undefined)
  if (unasked.length > 0) throw new Error(`Nothing is posted to: ${unasked.join(', ')}`)
  const fill = (pattern: string) =>
    pattern.replace(/:\w+/, () => {
      const param = params[pattern]
      if (param === undefined) throw new Error(`Nothing is known to fill the parameter of ${pattern}`)
      return param
    })
  const reads = (await readRoutePaths()).map((pattern) => ({ what: `GET ${pattern}`, path: fill(pattern) }))
  const written = await Promise.all(
    Object.entries(posts).map(async ([route, kinds]) => {
      const patterns = await readRoutePaths([`${route}.tsx`])
      return patterns.flatMap((pattern) =>
        Object.entries(kinds).map(([kind, fields]) => ({
          what: `${kind} ${pattern}`,
          path: fill(pattern),
          fields,
        })),
      )
    }),
  )
  return [...reads, ...written.flat()]
}
