import { expect, test } from 'vitest'
import { act, askTeam } from '#tests/helpers/team.ts'
import { type Visitor, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// Three people, and not one of them twice: with two, each would read the other's side.

const { worker, visitor } = await useTestWorker()

async function asked() {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('A')
  return { owner, path, link: await askTeam(owner, path) }
}

const startFor = async (member: Visitor, link: string) =>
  expectRedirect(
    await member.post('/assessment/start', { team: link.split('/').at(-1)! }),
    '/assessment/step/1',
  )

const members = (link: string, browser: Visitor) =>
  browser
    .get(link)
    .then((page) => page.text())
    .then((text) => /(\w+) (?:people have|person has) answered/.exec(text)?.[1])

test('whoever joins with an earlier result, and then finishes what they had begun for the team, is one person', async () => {
  const { owner, path, link } = await asked()
  const member = visitor()
  await member.start()
  const earlier = await member.complete('E')
  await startFor(member, link)
  expectRedirect(await act(member, link, 'join', earlier), link)

  await member.complete('E')

  expect(await members(link, owner)).toBe('2')
  expectRedirect(await act(owner, link, 'compare', path), link)
  expect(await worker.db.teamGroup.count()).toBe(0)
})

test('whoever starts for a team twice, and finishes both, is one person', async () => {
  const { owner, path, link } = await asked()
  const member = visitor()
  await startFor(member, link)
  const first = await (await member.get('/assessment/step/1')).text()
  const [, assessment = ''] = /data-assessment-key="(\w+)"/.exec(first)!
  await startFor(member, link)

  const results = [await member.complete('E'), await member.complete('E', { assessment })]

  expect(new Set(results).size).toBe(2)
  expect(await members(link, owner)).toBe('2')
  expectRedirect(await act(owner, link, 'compare', path), link)
  expect(await worker.db.teamGroup.count()).toBe(0)
})
