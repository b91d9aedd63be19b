import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { type Database, sql } from '#app/data/database.server.ts'
import { compareWaiting, findTeam, insertTeam, joinTeam, leaveTeam } from '#app/data/teams.server.ts'
import { QUESTIONS, QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
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
const SEQUENCES = 160
const EVENTS = 30
const TOKEN_HASH = 'ab'.repeat(32)
const QUESTION_IDS = QUESTIONS.map(({ id }) => id)
const COMPARED = {
  scorecard: SCORECARD,
  quizVersion: QUIZ_VERSION,
  questionIds: QUESTION_IDS,
  inPlace: IN_PLACE,
  least: LEAST_COMPARED,
}

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

/** What an observer of every state of the page has learnt that they must not, or was shown that is not so. */
function attack(all: readonly PageState[], sheets: readonly AnswerSheet[]): string[] {
  const states = all.filter((state, place) => !isDeepStrictEqual(state, all[place - 1]))
  const few = states.filter(({ people }) => people.length > 0 && people.length < LEAST_COMPARED)
  const classes = indistinguishable(states)
  return [
    ...few.map(({ people }) => `${people.length} people are shown`),
    ...classes.filter((alike) => alike.length < LEAST_COMPARED).map((alike) => `${alike.join()} told apart`),
    ...QUESTION_IDS.flatMap((id) => attackQuestion(states, sheets, classes, id)),
  ]
}

function attackQuestion(
  states: readonly PageState[],
  sheets: readonly AnswerSheet[],
  classes: readonly number[][],
  id: string,
): string[] {
  const side = (person: number) => isInPlace(sheets[person]![id]!)
  const wrong = states.filter(({ people, inPlace }) => inPlace[id] !== people.filter(side).length)
  const known = classes.flat().filter((person) => choicesLeft(states, sheets, person, id).length < 2)
  const placed = classes.filter((alike) => {
    const sides = sidesLeft(states, sheets, alike, id)
    return new Set(alike.map(side)).size > 1 && sides.some(({ size }) => size < 2)
  })
  return [
    ...wrong.map(({ people }) => `${id}: wrong sum of ${people.join()}`),
    ...known.map((person) => `${id}: the answer of ${person}`),
    ...placed.map((alike) => `${id}: a side of one of ${alike.join()}`),
  ]
}

test('whoever sees every state of a team’s page tells nobody’s answers by who joined, left, was erased or scrubbed', async () => {
  const ids = await setUp()
  let [events, shown] = [0, 0]
  await fc.assert(
    fc.asyncProperty(history, async (drawn) => {
      const states = await observe(ids, drawn)
      expect(attack(states, drawn.sheets as AnswerSheet[])).toEqual([])
      events += states.length
      shown += states.filter(({ people }) => people.length > 0).length
    }),
    { numRuns: SEQUENCES, endOnFailure: true },
  )
  expect(events).toBeGreaterThan(3_000)
  expect(shown).toBeGreaterThan(events / 4)
})

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
  expect(attack([stateOf([0, 1, 2, 3]), stateOf([0, 1, 2])], sheets)).toContain('3 told apart')
  expect(attack([stateOf([0, 1])], sheets)).toContain('2 people are shown')
  expect(attack([stateOf([0, 1, 2, 3]), stateOf([])], sheets)).toEqual([])
})
