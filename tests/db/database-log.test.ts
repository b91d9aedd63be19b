import { expect, test } from 'vitest'
import { findSession } from '#app/data/sessions.server.ts'
import { findOwnAssessment } from '#app/data/opened-assessments.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import {
  type DatabaseLogLevel,
  ConfigError,
  parseConfig,
  parseScriptLog,
} from '#app/platform/config.server.ts'
import { createLog } from '#app/platform/log.server.ts'
import { localBindings } from '#dev/worker/miniflare.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const MARKER = 'canary7f3d'
const ALL: DatabaseLogLevel[] = ['query', 'info', 'warn', 'error']

const database = await useTestDatabase()

interface Line {
  level: string
  event: string
  statement?: string
  durationMs?: number
  call?: string
  sqlState?: string
}

/** Runs work on a client that tells of itself, and gives what it told. */
async function toldBy(
  levels: DatabaseLogLevel[],
  work: (db: PrismaClient) => Promise<unknown>,
  url = database.url,
) {
  const lines: string[] = []
  const log = createLog({}, (_, line) => lines.push(line))
  const db = createNodeClient(url, { logging: { levels, log } })
  await work(db).finally(() => db.$disconnect())
  return { text: lines.join('\n'), lines: lines.map((line) => JSON.parse(line) as Line) }
}

/** Statements and failures of every kind, each with the marker in what it sends. */
const STATEMENTS: Record<string, (db: PrismaClient) => Promise<unknown>> = {
  'a model call': (db) => findSession(db, MARKER, new Date()),
  'a raw statement': (db) => findOwnAssessment(db, MARKER, { sessionIds: [MARKER], linkHashes: [MARKER] }),
  'a list of values': (db) =>
    db.assessment.findMany({ where: { email: { in: [MARKER, `${MARKER}@example.com`] } }, take: 3 }),
  'a transaction': (db) =>
    db.$transaction(async (tx) => {
      await createTestAssessmentSession(tx, { email: `${MARKER}@example.com` })
      await tx.$executeRaw`UPDATE assessment_sessions SET company = ${MARKER}`
    }),
  'a batch': (db) =>
    db.$transaction([
      db.assessmentSession.updateMany({ data: { company: MARKER } }),
      db.assessmentSession.count({ where: { company: MARKER } }),
    ]),
}
const FAILURES: Record<string, [Pick<Line, 'call' | 'sqlState'>, (db: PrismaClient) => Promise<unknown>]> = {
  'a value that is there already': [
    { call: 'assessmentSession.create' },
    async (db) => {
      await createTestAssessmentSession(db, { sessionId: MARKER })
      await createTestAssessmentSession(db, { sessionId: MARKER })
    },
  ],
  // PostgreSQL's detail of it has the whole row.
  'a row that a check refuses': [
    { call: 'assessmentSession.create', sqlState: '23514' },
    (db) => createTestAssessmentSession(db, { email: `${MARKER}@example.com`, currentStep: -1 }),
  ],
  'a value of another type': [
    { call: '$queryRaw', sqlState: '22P02' },
    (db) => db.$queryRaw`SELECT ${MARKER}::int`,
  ],
  'JSON that is none': [
    { call: '$executeRaw', sqlState: '22P02' },
    (db) => db.$executeRaw`UPDATE assessments SET "browserInfo" = ${`{"${MARKER}`}::jsonb`,
  ],
  // Prisma's message repeats the whole call.
  'a call that is none': [
    { call: 'assessment.findMany' },
    (db) => db.assessment.findMany({ where: { email: MARKER, nosuch: MARKER } as never }),
  ],
  'a failure inside a transaction': [
    { call: '$queryRaw', sqlState: '22P02' },
    (db) => db.$transaction(async (tx) => tx.$queryRaw`SELECT ${MARKER}::int`),
  ],
}

test.each(Object.entries(STATEMENTS))('%s is told of by its text and its time alone', async (_, work) => {
  await createTestAssessmentSession(database.db)
  const { lines, text } = await toldBy(ALL, work)

  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line).toEqual({
      level: 'info',
      event: 'database_query',
      statement: expect.stringMatching(/^(SELECT|INSERT|UPDATE|BEGIN|COMMIT)/) as string,
      durationMs: expect.any(Number) as number,
    })
  }
  expect(text).not.toContain(MARKER)
})

test.each(Object.entries(FAILURES))('%s is told of by the call and the code', async (_, [told, work]) => {
  const { lines, text } = await toldBy(ALL, (db) => expect(work(db)).rejects.toThrow())

  expect(lines.filter(({ level }) => level === 'error')).toEqual([
    { level: 'error', event: 'database_error', ...told },
  ])
  expect(text).not.toContain(MARKER)
})

test('a statement is one line, whatever it looks like in the code', async () => {
  const { lines } = await toldBy(
    ['query'],
    (db) => db.$queryRaw`
    SELECT
      1 AS one`,
  )

  expect(lines.map(({ statement }) => statement)).toEqual(['SELECT 1 AS one'])
})

test('a database that cannot be reached is told of without its address', async () => {
  const away = `postgresql://nobody:${MARKER}@127.0.0.1:1/${MARKER}`
  const { lines, text } = await toldBy(ALL, (db) => expect(db.assessment.count()).rejects.toThrow(), away)

  expect(lines).toEqual([{ level: 'error', event: 'database_error', call: 'assessment.count' }])
  expect(text).not.toContain(MARKER)
})

test('only what was asked for is told', async () => {
  const both = async (db: PrismaClient) => {
    await db.assessment.count()
    await expect(db.$queryRaw`SELECT ${MARKER}::int`).rejects.toThrow()
  }

  expect((await toldBy(['error'], both)).lines.map(({ event }) => event)).toEqual(['database_error'])
  expect((await toldBy(['query'], both)).lines.map(({ event }) => event)).toEqual(['database_query'])
  expect((await toldBy([], both)).lines).toEqual([])
})

test('PRISMA_LOG says what is told: errors unless told otherwise, and nothing by scripts', () => {
  const inWorker = (value?: string) =>
    parseConfig(localBindings({ url: 'postgresql://user:password@host/database' }, { PRISMA_LOG: value }))
      .PRISMA_LOG
  expect(inWorker()).toEqual(['error'])
  expect(inWorker('')).toEqual(['error'])
  expect(inWorker('query, warn,error')).toEqual(['query', 'warn', 'error'])
  expect(() => inWorker('verbose')).toThrow(ConfigError)
  expect(() => inWorker('verbose')).toThrow('PRISMA_LOG must be a comma list of query, info, warn, error')

  expect(parseScriptLog({})).toEqual([])
  expect(parseScriptLog({ PRISMA_LOG: 'query' })).toEqual(['query'])
})
