import { beforeEach, expect, test } from 'vitest'
import { findQuiz } from '#app/content/scorecards.ts'
import { dayInWords } from '#app/domain/day.ts'
import type { Choice } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { act, answerFor, askTeam, idOf } from '#tests/helpers/team.ts'
import { type Visitor, expectRedirect, textOf } from '#tests/helpers/visitor.ts'

const { worker, visitor } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

/** Somebody who has answered, and asks their team. */
async function asking(choice: Choice = 'A') {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete(choice)
  return { owner, path, link: await askTeam(owner, path) }
}

async function teamOf(choices: readonly Choice[]) {
  const { owner, path, link } = await asking()
  const members: { browser: Visitor; path: string }[] = []
  for (const choice of choices) {
    const browser = visitor()
    members.push({ browser, path: await answerFor(browser, link, choice) })
  }
  return { owner, path, link, members }
}

test('who opens a team’s link reads what is shown to whom, answers, and is part of the team with a result of their own', async () => {
  const { link } = await asking()
  const member = visitor()

  const invitation = await textOf(await member.get(link))
  expect(invitation).toContain('What is shown, and to whom')
  expect(invitation).not.toContain('Your leadership team')
  expect(member.cookies.size).toBe(0)
  const path = await answerFor(member, link, 'E')

  const results = await textOf(await member.get(path))
  expect(results).toContain('AI Crisis Mode')
  expect(results).toContain('Your answers are part of a comparison')
  expect(results).toContain(link)
  const page = await textOf(await member.get(link))
  expect(page).toContain('2 people have answered.')
  expect(page).toContain('one more has to answer')
  expect(page).not.toContain('Compare now')
})

test('nothing is compared below three people, whoever asks for it', async () => {
  const { owner, path, link } = await teamOf(['E'])

  expectRedirect(await act(owner, link, 'compare', path), link)

  expect(await worker.db.teamGroup.count()).toBe(0)
  expect(await textOf(await owner.get(link))).not.toContain('You agree on')
})

test('once its maker compares, members see where they agree and differ, and nobody else does', async () => {
  const { owner, path, link, members } = await teamOf(['A', 'B', 'E'])
  const [member] = members
  expect(await textOf(await owner.get(link))).toContain('Compare now')
  expectRedirect(await act(member!.browser, link, 'compare', member!.path), link)
  expect(await worker.db.teamGroup.count()).toBe(0)

  expectRedirect(await act(owner, link, 'compare', path), link)

  for (const browser of [owner, ...members.map(({ browser: one }) => one)]) {
    const page = await textOf(await browser.get(link))
    expect(page).toContain('You agree on 0 of 16 questions')
    expect(page).toContain('4 people are compared.')
    expect(page).toContain('3:1')
    for (const { path: other } of members.filter(({ browser: one }) => one !== browser))
      expect(page).not.toContain(idOf(other))
  }
  expect(await textOf(await visitor().get(link))).not.toContain('You agree on')
})

test('who has answered the same questions before joins with that result, once, and by no other person’s', async () => {
  const { link, path: ownersPath } = await asking()
  const member = visitor()
  await member.start()
  const path = await member.complete('C')
  const page = await textOf(await member.get(link))
  expect(page).toContain('Join with your result of')

  expectRedirect(await act(member, link, 'join', ownersPath), link)
  expect(await worker.db.assessment.count({ where: { teamId: { not: null } } })).toBe(1)
  for (let times = 0; times < 2; times++) expectRedirect(await act(member, link, 'join', path), link)

  expect(await worker.db.assessment.count({ where: { teamId: { not: null } } })).toBe(2)
  expect(await textOf(await member.get(link))).toContain('2 people have answered.')
  // A second start of the same browser's is an assessment of its own.
  const [, team] = /name="team" value="(\w+)"/.exec(page)!
  expectRedirect(await member.post('/assessment/start', { team: team! }), '/assessment/step/1')
  await member.complete('A')
  expect(await worker.db.assessment.count({ where: { teamId: { not: null } } })).toBe(2)
})

test('answers to other questions are not compared, and their team says so', async () => {
  const { link } = await asking()
  await worker.db.team.updateMany({ data: { quizVersion: 'former' } })
  const member = visitor()
  await member.start()
  const path = await member.complete('C')

  const page = await textOf(await member.get(link))
  expect(page).toContain('The questions have changed since this link was made')
  expect(page).not.toContain('name="team"')
  expectRedirect(await act(member, link, 'join', path), link)
  expectRedirect(await member.post('/assessment/start', { team: idOf(link) }))
  await member.complete('A')

  expect(await worker.db.assessment.count({ where: { teamId: { not: null } } })).toBe(1)
})

test('who leaves takes along what they were compared in, and whoever stays is told and may answer anew', async () => {
  const { owner, path, link, members } = await teamOf(['A', 'E'])
  const [leaver, other] = members
  expectRedirect(await act(owner, link, 'compare', path), link)

  expectRedirect(await act(leaver!.browser, link, 'leave', leaver!.path), `${link}?left`)

  expect(await textOf(await leaver!.browser.get(`${link}?left`))).toContain('You have left the team')
  expect((await leaver!.browser.get(leaver!.path)).status).toBe(200)
  const page = await textOf(await other!.browser.get(link))
  expect(page).not.toContain('You agree on')
  expect(page).toContain('Somebody who was compared together with you has left')
  await answerFor(other!.browser, link, 'B')
  expect(await textOf(await other!.browser.get(link))).toContain('One person has answered.')
  // The same answers never come into a second comparison.
  expectRedirect(await act(leaver!.browser, link, 'join', leaver!.path), link)
  expect(await worker.db.assessment.count({ where: { teamId: { not: null } } })).toBe(3)
})

test('a member’s erasure takes their group’s sums along, and the maker’s ends the team', async () => {
  const { owner, path, link } = await asking()
  const [ada, bob] = [visitor(), visitor()]
  await answerFor(ada, link, 'E', { email: 'ada@example.com' })
  await answerFor(bob, link, 'A', { email: 'bob@example.com' })
  expectRedirect(await act(owner, link, 'compare', path), link)
  expect(await worker.db.teamGroup.count()).toBe(1)

  const erase = async (email: string) => {
    const person = visitor()
    expectRedirect(
      await person.post(await askForPrivacyLink(worker.db, person, email, 'erase'), { action: 'erase' }),
    )
  }
  await erase('ada@example.com')
  expect(await worker.db.teamGroup.count()).toBe(0)
  expect(await textOf(await bob.get(link))).toContain('Somebody who was compared together with you has left')

  await worker.db.assessment.update({ where: { id: idOf(path) }, data: { email: 'owner@example.com' } })
  await erase('owner@example.com')
  expect((await bob.get(link)).status).toBe(404)
  expect(await worker.db.team.count()).toBe(0)
})

test('a team ends by its maker alone, by its time, and when its maker’s browser forgets', async () => {
  const { owner, path, link, members } = await teamOf(['A', 'E'])
  const [member] = members
  expectRedirect(await act(member!.browser, link, 'end', member!.path), link)
  expectRedirect(await act(owner, link, 'end', path), `${path}#team`)
  for (const browser of [owner, member!.browser, visitor()]) {
    const answer = await browser.get(link)
    expect(answer.status).toBe(404)
    expect(await textOf(answer)).toContain('Ask them for a new one')
  }
  expect((await member!.browser.get(member!.path)).status).toBe(200)

  const next = await askTeam(owner, path)
  expect(next).not.toBe(link)
  await worker.db.$executeRaw`
    UPDATE teams SET "createdAt" = now() - interval '91 days', "expiresAt" = now() - interval '1 day'`
  expect((await owner.get(next)).status).toBe(404)
  await worker.runJob('expire_sessions')
  expect(await worker.db.team.count()).toBe(0)

  const other = await asking()
  expectRedirect(await other.owner.post('/assessment/forget'))
  expect((await visitor().get(other.link)).status).toBe(404)
})

test('who has a link to somebody’s results makes no team of them', async () => {
  const { owner, path } = await asking()
  expectRedirect(await owner.post(path, { intent: 'share' }))
  const [shared] = /\/assessment\/shared\/\w+/.exec(await (await owner.get(path)).text())!
  const page = await (await visitor().get(shared)).text()
  expect(page).not.toContain('ask_team')
  expect(page).not.toContain('/team/')
})

test('addresses of teams that there are not are all alike, and whoever tries many waits', async () => {
  const { link } = await asking()
  const stranger = visitor()
  const pages = new Set<string>()
  for (const address of ['/team/nothing', `/team/${'a'.repeat(26)}`, `${link.slice(0, -1)}`]) {
    const answer = await stranger.get(address)
    expect(answer.status).toBe(404)
    // The switch of languages leads to the address that was asked for.
    pages.add((await textOf(answer)).replaceAll(/nonce="[^"]*"/g, '').replaceAll(address, ''))
  }
  expect(pages.size).toBe(1)
  expect((await stranger.post(`/team/${'a'.repeat(26)}`, { intent: 'nothing' })).status).toBe(400)
  let status = 404
  for (let times = 0; times < 40 && status === 404; times++)
    ({ status } = await stranger.get(`/team/${'b'.repeat(26)}`))
  expect(status).toBe(429)
  expect((await stranger.get(link)).status).toBe(200)
})

test('a German team has a German link, and its page says the questions in German', async () => {
  const { owner, path, link } = await teamOf(['A', 'E'])
  expectRedirect(await act(owner, link, 'compare', path), link)

  const page = await textOf(await owner.get(`/de${link}`))

  expect(page).toContain(`href="http://localhost/de${link}"`)
  expect(await textOf(await owner.get(`/de${path}`))).toContain(`href="http://localhost/de${link}"`)
  const quiz = findQuiz({ scorecard: DEFAULT_SCORECARD, language: 'de' })
  for (const { name } of quiz.areas) expect(page).toContain(name)
  for (const { title } of quiz.questions) expect(page).toContain(title)
  const invited = visitor()
  await invited.start()
  await invited.complete('C')
  const { completedAt } = await worker.db.assessment.findFirstOrThrow({ orderBy: { completedAt: 'desc' } })
  expect(await textOf(await invited.get(`/de${link}`))).toContain(dayInWords(completedAt!, 'de'))
})

test('a team whose questions have changed says so where it would be compared, and is not', async () => {
  const { owner, path, link } = await teamOf(['A', 'E'])
  await worker.db.team.updateMany({ data: { quizVersion: 'former' } })

  const page = await textOf(await owner.get(link))
  expect(page).toContain('The questions have changed since this link was made')
  expect(page).not.toContain('Compare now')
  expectRedirect(await act(owner, link, 'compare', path), link)

  expect(await worker.db.teamGroup.count()).toBe(0)
})
