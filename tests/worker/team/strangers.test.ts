import { expect, test } from 'vitest'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS } from '#tests/helpers/owner.ts'
import { openEach, refused } from '#tests/helpers/strangers.ts'
import { act, idOf } from '#tests/helpers/team.ts'
import { MEMBER, TEAM_STRANGERS, compareTeam } from '#tests/helpers/team-strangers.ts'
import { textOf } from '#tests/helpers/visitor.ts'

// Whoever comes to the address of a team: what it shows of those in it, and what it lets them do.

const PARTNER = 'https://www.partner.example'
const mailing = await useMailingWorker({ EMBED_ORIGINS: PARTNER })
const { worker } = mailing

const ADDRESSES = {
  page: (link) => link,
  left: (link) => `${link}?left`,
  german: (link) => `/de${link}`,
  framed: (link) => `/embed${link}`,
} satisfies Record<string, (link: string) => string>
type Address = keyof typeof ADDRESSES
const ALL = Object.keys(ADDRESSES) as Address[]
const OUTSIDE: readonly Address[] = ['page', 'left', 'german']

/** What only a team's own page has, in every language. */
const OF_THE_TEAM = ['class="results"', 'class="category"', 'value="leave"', 'value="compare"', 'value="end"']
const OF_PEOPLE = [...Object.values(OWNER_DETAILS), OWNER, MEMBER]

test.each(TEAM_STRANGERS)('$who sees: $sees', async ({ come, sees }) => {
  const world = await compareTeam(mailing)
  const { reader, link = world.link } = await come(world)
  const own = sees === 'team' ? [world.path, world.member.path] : []
  for (const [address, { status, text }] of await openEach(reader, ALL, (name) => ADDRESSES[name](link))) {
    const isThere = OUTSIDE.includes(address) && sees !== 'nothing'
    expect({ address, status }).toEqual({ address, status: isThere ? 200 : 404 })
    const shown = OF_THE_TEAM.filter((words) => text.includes(words))
    expect({ address, any: shown.length > 0 }).toEqual({ address, any: isThere && sees === 'team' })
    for (const secret of OF_PEOPLE) expect(text).not.toContain(secret)
    for (const result of world.results.filter((one) => !own.includes(one)))
      expect(text).not.toContain(idOf(result))
  }
})

const stored = async () => ({
  teams: await worker.db.team.findMany({ orderBy: { id: 'asc' } }),
  groups: await worker.db.teamGroup.findMany({ orderBy: { id: 'asc' } }),
  members: await worker.db.assessment.findMany({
    select: { id: true, teamId: true, teamGroupId: true },
    orderBy: { id: 'asc' },
  }),
})

const INTENTS = ['join', 'leave', 'compare', 'end', 'constructor']

test.each(TEAM_STRANGERS.filter(({ sees }) => sees !== 'team'))(
  '$who does nothing to the team, by whosever result',
  async ({ come, may }) => {
    const world = await compareTeam(mailing)
    const { reader, link = world.link } = await come(world)
    const before = await stored()
    for (const address of ALL)
      for (const intent of INTENTS.filter((one) => one !== may))
        for (const result of world.results) {
          const answer = await act(reader, ADDRESSES[address](link), intent, result)
          const { status } = answer
          const expected = status === 302 || status === 400 ? status : refused(status)
          expect({ address, intent, status }).toEqual({ address, intent, status: expected })
          expect(answer.headers.get('Location') ?? '').not.toMatch(/results/)
          await answer.text()
        }
    expect(await stored()).toEqual(before)
  },
)

test.each<Record<string, string>>([
  { 'Sec-Fetch-Site': 'cross-site', Origin: PARTNER },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'null', Referer: 'http://localhost/team' },
])('a page of another site presses no button for the maker: %o', async (headers) => {
  const { owner, link, path } = await compareTeam(mailing)
  const before = await stored()
  for (const intent of INTENTS) {
    const answer = await owner.post(link, { intent, result: idOf(path) }, headers)
    expect(answer.status).toBe(403)
  }
  expect(await stored()).toEqual(before)
  expect(await textOf(await owner.get(link))).toContain('You agree on')
})

test('a link that a mail program has wrapped is the team’s, and no log has it', async () => {
  const { link } = await compareTeam(mailing)
  const lines = worker.logs.length
  const answer = await mailing.visitor().get(link.replace(/(\w{10})$/, '%0D%0A$1'))
  expect(await textOf(answer)).toContain('What is shown, and to whom')
  const logged = () => worker.logs.slice(lines).map((line) => JSON.parse(line) as object)
  await expect
    .poll(logged)
    .toContainEqual(expect.objectContaining({ event: 'request', route: '/team/:id', status: 200 }))
  expect(worker.logs.slice(lines).join('\n')).not.toContain(link.slice(-10))
})
