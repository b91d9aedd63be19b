import { expect, test } from 'vitest'
import { type Database, sql } from '#app/data/database.server.ts'
import { compareWaiting, findTeam, insertTeam, joinTeam, leaveTeam } from '#app/data/teams.server.ts'
import { CHOICES, QUESTIONS } from '#app/domain/quiz/quiz.ts'
import { IN_PLACE, LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { useTestDatabase, withRollback } from '#tests/helpers/database.ts'
import {
  type AnswerSheet,
  type PageState,
  choicesLeft,
  indistinguishable,
  isInPlace,
  sidesLeft,
  sumGroups,
} from '#tests/helpers/team-observer.ts'

const database = await useTestDatabase()

const PEOPLE = 11
const SEQUENCES = 250
const EVENTS = 30
const TOKEN_HASH = 'ab'.repeat(32)
const QUESTION_IDS = QUESTIONS.map(({ id }) => id)
const COMPARED = { questionIds: QUESTION_IDS, inPlace: IN_PLACE, least: LEAST_COMPARED }

const event = fc.record({
  act: fc.constantFrom(...Array<'join'>(7).fill('join'), 'leave', 'erase', 'scrub', 'compare', 'compare'),
  who: fc.nat({ max: PEOPLE - 1 }),
} as const)
/** Often alike, so that there is something to agree on. */
const sheet = fc.record(
  Object.fromEntries(
    QUESTION_IDS.map((id) => [id, fc.constantFrom(...CHOICES, 'A' as const, 'A' as const, 'D' as const)]),
  ),
)
const history = fc.record({
  sheets: fc.array(sheet, { minLength: PEOPLE, maxLength: PEOPLE }),
  events: fc.array(event, { minLength: EVENTS / 2, maxLength: EVENTS }),
})
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never

/** A team of whoever is there, by the functions of the product; what its page has shown is kept after each event. */
class ObservedTeam {
  readonly states: PageState[] = []
  /** of each group that there ever was, the people */
  readonly #groups = new Map<string, number[]>()
  readonly #gone = new Set<number>()
  readonly #scrubbed = new Set<number>()
  readonly #db: Database
  readonly #ids: readonly string[]

  constructor(db: Database, ids: readonly string[]) {
    this.#db = db
    this.#ids = ids
  }

  #key = (who: number) => ({ tokenHash: TOKEN_HASH, sessionIds: [`browser-${who}`] })

  async do({ act, who }: History['events'][number]): Promise<void> {
    const id = this.#ids[who]!
    const db = this.#db
    if (act === 'join' && !this.#gone.has(who)) await joinTeam(db, this.#key(who), id, [])
    if (act === 'leave' && (await leaveTeam(db, this.#key(who), []))) this.#gone.add(who)
    if (act === 'compare') await compareWaiting(db, this.#key(PEOPLE), COMPARED, [])
    // Who is scrubbed has no row any more that an erasure would delete.
    if (act === 'erase' && !this.#scrubbed.has(who)) {
      await db.assessment.deleteMany({ where: { id } })
      this.#gone.add(who)
    }
    if (act === 'scrub') {
      await db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days' WHERE id = ${id}`
      await db.$queryRaw`SELECT scrubbed FROM scrub_assessments(now() - interval '30 days', '-infinity', 9)`
      this.#scrubbed.add(who)
    }
    await this.#look()
  }

  async #look(): Promise<void> {
    const members = await this.#db.assessment.findMany({
      where: { teamGroupId: { not: null } },
      select: { id: true, teamGroupId: true },
    })
    const known = new Set(this.#groups.keys())
    for (const { id, teamGroupId } of members) {
      if (known.has(teamGroupId!)) continue
      this.#groups.set(teamGroupId!, [...(this.#groups.get(teamGroupId!) ?? []), this.#ids.indexOf(id)])
    }
    const groups = await this.#db.teamGroup.findMany({ select: { id: true, size: true } })
    const people = groups.flatMap(({ id }) => this.#groups.get(id)!)
    const { groups: shown } = (await findTeam(this.#db, this.#key(PEOPLE)))!
    expect(shown.map(({ size }) => size).toSorted()).toEqual(groups.map(({ size }) => size).toSorted())
    expect(people).toHaveLength(shown.reduce((sum, { size }) => sum + size, 0))
    expect(people.filter((person) => this.#gone.has(person))).toEqual([])
    this.states.push({ people, inPlace: sumGroups(shown) })
  }
}

async function setUp(): Promise<string[]> {
  const { db } = database
  const ids: string[] = []
  for (let who = 0; who <= PEOPLE; who++)
    ids.push((await createTestAssessment(db, { sessionId: `browser-${who}`, ...NOBODY })).id)
  await insertTeam(db, { id: 'team', tokenHash: TOKEN_HASH, assessmentId: ids[PEOPLE]! })
  // Whoever made it takes no part: everybody's answers are drawn.
  await db.assessment.update({ where: { id: ids[PEOPLE]! }, data: { teamId: null } })
  return ids
}

const NOBODY = { email: null, firstName: null, lastName: null, company: null, phone: null }

async function observe(ids: readonly string[], { sheets, events }: History): Promise<PageState[]> {
  return withRollback(database.db, async (db) => {
    await db.$executeRaw(sql`
      UPDATE assessments a SET responses = s.sheet FROM jsonb_array_elements(${JSON.stringify(sheets)}::jsonb)
        WITH ORDINALITY AS s(sheet, place) WHERE a."sessionId" = 'browser-' || (place - 1)`)
    const team = new ObservedTeam(db, ids)
    for (const one of events) await team.do(one)
    return team.states
  })
}

/** @throws where an observer of every state of the page learns what they must not */
function attack(states: readonly PageState[], sheets: readonly AnswerSheet[]): void {
  for (const { people, inPlace } of states) {
    expect(people.length === 0 || people.length >= LEAST_COMPARED).toBe(true)
    for (const id of QUESTION_IDS)
      expect(inPlace[id]).toBe(people.filter((person) => isInPlace(sheets[person]![id]!)).length)
  }
  for (const alike of indistinguishable(states)) {
    expect(alike.length).toBeGreaterThanOrEqual(LEAST_COMPARED)
    for (const id of QUESTION_IDS) {
      const unanimous = new Set(alike.map((person) => isInPlace(sheets[person]![id]!))).size === 1
      for (const sides of sidesLeft(states, sheets, alike, id)) expect(sides.size).toBe(unanimous ? 1 : 2)
      for (const person of alike)
        expect(choicesLeft(states, sheets, person, id).length).toBeGreaterThanOrEqual(2)
    }
  }
}

test('whoever sees every state of a team’s page tells nobody’s answers by who joined, left, was erased or scrubbed', async () => {
  const ids = await setUp()
  let [events, shown] = [0, 0]
  await fc.assert(
    fc.asyncProperty(history, async (drawn) => {
      const states = await observe(ids, drawn)
      attack(states, drawn.sheets as AnswerSheet[])
      events += states.length
      shown += states.filter(({ people }) => people.length > 0).length
    }),
    { numRuns: SEQUENCES, endOnFailure: true },
  )
  expect(events).toBeGreaterThan(4_000)
  expect(shown).toBeGreaterThan(events / 4)
}, 240_000)

test('the attack would find a page that is made anew from whoever is left', () => {
  const sheets = ['A', 'A', 'A', 'E'].map((choice) =>
    Object.fromEntries(QUESTION_IDS.map((id) => [id, choice])),
  ) as AnswerSheet[]
  const stateOf = (people: number[]): PageState => ({
    people,
    inPlace: Object.fromEntries(
      QUESTION_IDS.map((id) => [id, people.filter((person) => isInPlace(sheets[person]![id]!)).length]),
    ),
  })
  expect(() => attack([stateOf([0, 1, 2, 3]), stateOf([0, 1, 2])], sheets)).toThrow()
  expect(() => attack([stateOf([0, 1])], sheets)).toThrow()
  attack([stateOf([0, 1, 2, 3]), stateOf([])], sheets)
})
