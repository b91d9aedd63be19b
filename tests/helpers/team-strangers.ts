import { expect } from 'vitest'
import { FRAMED, continuationIn } from './framed.ts'
import { resetTestDatabase } from './database.ts'
import type { MailingWorker } from './mailing-worker.ts'
import { OWNER, completeAsOwner } from './owner.ts'
import { askForPrivacyLink } from './privacy-link.ts'
import { IN_CONTENTS, IN_SIGNATURE, forgeCookies, forgedToken } from './strangers.ts'
import { act, answerFor, askTeam, idOf } from './team.ts'
import { Visitor, answersOf, expectRedirect } from './visitor.ts'

const TOP_COOKIE = '__Host-scorecard'
const FRAME_COOKIE = '__Host-scorecard-embed'

type Mailing = Pick<MailingWorker, 'worker' | 'visitor' | 'tokenTo'>

export interface ComparedTeam extends Mailing {
  owner: Visitor
  path: string
  link: string
  member: { browser: Visitor; path: string }
  /** all results in the team */
  results: string[]
}

export const MEMBER = 'member@example.com'

type Sight = 'team' | 'invitation' | 'nothing'

export interface TeamStranger {
  who: string
  sees: Sight
  /** what is theirs to do all the same */
  may?: 'leave'
  come(team: ComparedTeam): Promise<{ reader: Visitor; link?: string }>
}

/** A team of which three are compared and a fourth waits, in an empty database. */
export async function compareTeam(mailing: Mailing): Promise<ComparedTeam> {
  const { worker, visitor } = mailing
  await resetTestDatabase(worker.db)
  const owner = visitor()
  const path = await completeAsOwner(owner, 'A')
  const link = await askTeam(owner, path)
  const browser = visitor()
  const member = { browser, path: await answerFor(browser, link, 'E', { email: MEMBER }) }
  const results = [path, member.path, await answerFor(visitor(), link, 'B')]
  expectRedirect(await act(owner, link, 'compare', path), link)
  results.push(await answerFor(visitor(), link, 'C'))
  return { ...mailing, owner, path, link, member, results }
}

function withCookie(reader: Visitor, name: string, value: string | undefined): Visitor {
  reader.cookies.set(name, value!)
  return reader
}

/** Somebody who has answered in a frame, as a member of the team. */
async function framedMember({ visitor, link, results }: ComparedTeam): Promise<Visitor> {
  const framed = visitor()
  const started = await framed.post('/embed/assessment/start', { team: idOf(link) }, FRAMED)
  const continuation = continuationIn(await started.text())!
  let at = '/embed/assessment/step/1'
  for (const step of [1, 2, 3, 4])
    at = expectRedirect(
      await framed.post(at, { ...answersOf(step, 'D'), ...(step === 1 && { continuation }) }),
    )
  results.push(at)
  return framed
}

async function erase({ worker, visitor }: Mailing, email: string): Promise<void> {
  const person = visitor()
  const link = await askForPrivacyLink(worker.db, person, email, 'erase')
  expectRedirect(await person.post(link, { action: 'erase' }))
}

const expire = ({ worker }: Mailing) =>
  worker.db.$executeRaw`UPDATE teams SET "createdAt" = now() - interval '91 days', "expiresAt" = now()`

/** Whoever comes to its address. */
export const TEAM_STRANGERS: readonly TeamStranger[] = [
  { who: 'a member', sees: 'team', come: async ({ member }) => ({ reader: member.browser }) },
  { who: 'the maker', sees: 'team', come: async ({ owner }) => ({ reader: owner }) },
  {
    who: 'somebody without a cookie',
    sees: 'invitation',
    come: async ({ visitor }) => ({ reader: visitor() }),
  },
  {
    who: 'another browser with a result',
    sees: 'invitation',
    come: async ({ visitor }) => {
      const reader = visitor()
      await reader.start()
      await reader.complete('C')
      return { reader }
    },
  },
  {
    who: 'a member of another team',
    sees: 'invitation',
    come: async ({ visitor }) => {
      const [maker, reader] = [visitor(), visitor()]
      await maker.start()
      const other = await askTeam(maker, await maker.complete('A'))
      await answerFor(reader, other, 'E')
      return { reader }
    },
  },
  {
    who: 'the holder of the link to the maker’s results',
    sees: 'invitation',
    come: async ({ visitor, tokenTo }) => {
      const reader = visitor()
      expect((await reader.open(`/assessment/results/${await tokenTo(OWNER)}`)).status).toBe(200)
      return { reader }
    },
  },
  {
    who: 'a cookie of the maker with other contents',
    sees: 'invitation',
    come: async ({ visitor, owner }) => ({ reader: forgeCookies(visitor(), owner, IN_CONTENTS) }),
  },
  {
    who: 'a cookie of the maker with another signature',
    sees: 'invitation',
    come: async ({ visitor, owner }) => ({ reader: forgeCookies(visitor(), owner, IN_SIGNATURE) }),
  },
  {
    who: 'the maker’s cookie under the name of the frame’s',
    sees: 'invitation',
    come: async ({ visitor, owner }) => ({
      reader: withCookie(visitor(), FRAME_COOKIE, owner.cookies.get(TOP_COOKIE)),
    }),
  },
  {
    who: 'the cookie of a member’s frame',
    sees: 'invitation',
    come: async (team) => ({ reader: await framedMember(team) }),
  },
  {
    who: 'the cookie of a member’s frame under the name of other pages’',
    sees: 'invitation',
    come: async (team) => {
      const { cookies } = await framedMember(team)
      return { reader: withCookie(team.visitor(), TOP_COOKIE, cookies.get(FRAME_COOKIE)) }
    },
  },
  {
    who: 'somebody whose headers say that they come from the page itself',
    sees: 'invitation',
    come: async ({ worker, link }) => ({
      reader: new Visitor(worker.url, {
        'CF-Connecting-IP': '198.51.100.7',
        Referer: worker.url + link,
        Origin: worker.url,
        'Sec-Fetch-Site': 'same-origin',
        'Sec-Fetch-Dest': 'iframe',
        'X-Forwarded-Host': 'localhost',
      }),
    }),
  },
  {
    who: 'somebody who has guessed a link',
    sees: 'nothing',
    come: async ({ visitor, link }) => ({ reader: visitor(), link: forgedToken(link) }),
  },
  {
    who: 'the maker of a team that has ended',
    sees: 'nothing',
    come: async ({ owner, link, path }) => {
      expectRedirect(await act(owner, link, 'end', path))
      return { reader: owner }
    },
  },
  {
    who: 'a member after the time of the team',
    sees: 'nothing',
    may: 'leave',
    come: async (team) => {
      await expire(team)
      return { reader: team.member.browser }
    },
  },
  {
    who: 'a member after the maker’s erasure',
    sees: 'nothing',
    come: async (team) => {
      await erase(team, OWNER)
      return { reader: team.member.browser }
    },
  },
  {
    who: 'a member who was erased',
    sees: 'invitation',
    come: async (team) => {
      await erase(team, MEMBER)
      return { reader: team.member.browser }
    },
  },
  {
    who: 'a member who has left',
    sees: 'invitation',
    come: async ({ member, link }) => {
      expectRedirect(await act(member.browser, link, 'leave', member.path))
      return { reader: member.browser }
    },
  },
]
