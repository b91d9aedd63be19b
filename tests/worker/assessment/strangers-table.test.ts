import { expect, test } from 'vitest'
import { BROWSER_STAND_IN } from '#tests/helpers/browser-run-stand-in.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OPS_TOKEN } from '#tests/helpers/operator.ts'
import { OWNER, OWNER_DETAILS } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { type Owned, everythingOf } from '#tests/helpers/strangers-table.ts'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'

// Every route and every button, for whoever is not the owner any more, or never was.

const mailing = await useMailingWorker(
  { BRIEFING_URL: 'https://example.com/briefing', OPS_TOKEN },
  BROWSER_STAND_IN,
)
const { worker, mailbox, visitor, tokenTo } = mailing

interface World {
  owned: Owned
  owner: Visitor
  /** in which both assessments were begun, before they were carried on elsewhere */
  former: Visitor
}

/** Begins in one browser, and carries on in another by a link. @returns the link's token */
async function carryOn(former: Visitor, owner: Visitor): Promise<string> {
  await former.start()
  expectRedirect(await former.post('/assessment/step/1', answersOf(1, 'B')))
  const asked = { email: OWNER, consent: 'yes', intent: 'resume_link' }
  expectRedirect(await former.post('/assessment/step/2', asked))
  const token = await tokenTo(OWNER)
  expectRedirect(await owner.post(`/assessment/resume/${token}`), '/assessment/step/2')
  return token
}

async function world(): Promise<World> {
  await resetTestDatabase(worker.db)
  const [former, owner] = [visitor(), visitor()]
  await carryOn(former, owner)
  for (const step of [2, 3])
    expectRedirect(await owner.post(`/assessment/step/${step}`, answersOf(step, 'B')))
  const results = expectRedirect(await owner.post('/assessment/step/4', answersOf(4, 'B')))
  expectRedirect(await owner.post(results, { ...OWNER_DETAILS, email: OWNER, consent: 'yes' }))
  const mailed = await tokenTo(OWNER)
  const stop = /\/privacy\/stop\/([^>]+)>/.exec(
    mailbox.messages({ to: OWNER })[0]!.headers['List-Unsubscribe']!,
  )!
  for (const intent of ['share', 'keep_link', 'ask_team'])
    expectRedirect(await owner.post(results, { intent }))
  const page = await (await owner.get(results)).text()
  const tokenOf = (place: string) => new RegExp(`http://localhost/${place}/(\\w{26})`).exec(page)![1]!
  const resume = await carryOn(former, owner)
  const step = await (await owner.get('/assessment/step/2')).text()
  return {
    owner,
    former,
    owned: {
      id: results.split('/').at(-1)!,
      mailed,
      resume,
      stop: stop[1]!,
      shared: tokenOf('assessment/shared'),
      again: tokenOf('assessment/again'),
      team: tokenOf('team'),
      sessionKey: /name="assessment" value="(\w+)"/.exec(step)![1]!,
    },
  }
}

const STRANGERS: Record<string, (of: World) => Promise<Visitor>> = {
  'another browser': async () => {
    const reader = visitor()
    await reader.start()
    await reader.complete('A')
    await reader.start()
    return reader
  },
  'a link holder': async ({ owned }) => {
    const reader = visitor()
    for (const path of [
      `/assessment/results/${owned.mailed}`,
      `/assessment/resume/${owned.resume}`,
      `/assessment/again/${owned.again}`,
      `/privacy/stop/${owned.stop}`,
    ])
      expect((await reader.open(path)).status).toBe(200)
    return reader
  },
  'a former browser': async ({ former }) => former,
  'an erased owner': async ({ owner }) => {
    const person = visitor()
    const link = await askForPrivacyLink(worker.db, person, OWNER, 'erase')
    expectRedirect(await person.post(link, { action: 'erase' }))
    return owner
  },
}

/** What a stranger changes of the owner's all the same, because it is there for whoever has the link. */
const CHANGES: Record<string, readonly string[]> = {
  'a link holder': [
    'confirm_address /assessment/results/:id',
    'GET /assessment/briefing/:id',
    'resume /assessment/resume',
    'stop /privacy/stop',
  ],
}

/** The owner's rows by their keys, wherever something of them is held. */
async function ownersRows(): Promise<Map<string, string>> {
  const { db } = worker
  const tables = {
    assessment: await db.assessment.findMany(),
    session: await db.assessmentSession.findMany(),
    link: await db.accessLink.findMany(),
    team: await db.team.findMany(),
    lead: await db.hubspotSyncQueue.findMany(),
    mark: await db.contactMark.findMany(),
  }
  const rows = Object.entries(tables).flatMap(([table, found]) =>
    found.map((row): [string, string] => [
      `${table} ${'id' in row ? row.id : row.sessionId}`,
      JSON.stringify(row),
    ]),
  )
  return new Map(rows)
}

const ABOUT_THE_OWNER = [...Object.values(OWNER_DETAILS), OWNER]

test.each(Object.keys(STRANGERS))(
  '%s reads nothing of the owner and changes nothing, at any route',
  async (who) => {
    const of = await world()
    const owners = await ownersRows()
    const reader = await STRANGERS[who]!(of)
    const cookies = new Map(reader.cookies)
    let before = await ownersRows()
    const changes: string[] = []
    for (const { what, path, fields } of await everythingOf(of.owned)) {
      reader.cookies.clear()
      for (const [name, value] of cookies) reader.cookies.set(name, value)
      const answer = await (fields ? reader.post(path, fields) : reader.get(path))
      const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`
      expect(answer.status, what).toBeLessThan(500)
      for (const secret of ABOUT_THE_OWNER) expect(text, what).not.toContain(secret)
      const isChanged = async () => {
        const after = await ownersRows()
        return [...before].some(([key, row]) => owners.has(key) && after.get(key) !== row)
      }
      // A click is counted behind its answer.
      if (CHANGES[who]?.includes(what)) await expect.poll(isChanged).toBe(true)
      if (await isChanged()) changes.push(what)
      before = await ownersRows()
    }
    expect(changes.sort()).toEqual([...(CHANGES[who] ?? [])].sort())
  },
)

test('the owner’s own browser changes with most of them, so that nothing is asked in vain', async () => {
  const of = await world()
  const changed = new Set<string>()
  const cookies = new Map(of.owner.cookies)
  let before = await ownersRows()
  for (const { what, path, fields } of await everythingOf(of.owned)) {
    of.owner.cookies.clear()
    for (const [name, value] of cookies) of.owner.cookies.set(name, value)
    await (await (fields ? of.owner.post(path, fields) : of.owner.get(path))).text()
    const after = await ownersRows()
    if ([...before].some(([key, row]) => after.get(key) !== row)) changed.add(what.split(' ')[0]!)
    before = after
  }
  expect([...changed]).toEqual(
    expect.arrayContaining(['step', 'details', 'stop_sharing', 'end_kept_link', 'end', 'forget']),
  )
})
