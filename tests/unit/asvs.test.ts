import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MOST_NOT_MET, findFaults } from '#tests/asvs/check.ts'
import { DOCUMENT, renderDocument } from '#tests/asvs/render.ts'
import { LEVELS } from '#tests/asvs/standard.ts'
import { findNotPassed } from '#tests/asvs/test-report.ts'
import { type Verdict, met, notApplicable, notMet, sectionsOf, testsIn } from '#tests/asvs/verdict.ts'
import { VERDICTS } from '#tests/asvs/verdicts.ts'

test('every requirement of levels 1 and 2 is judged, and every proof is there', () => {
  expect(findFaults(VERDICTS)).toEqual([])
})

test('the document says what is judged', async () => {
  expect(readFileSync(DOCUMENT, 'utf8'), 'npm run asvs writes it').toBe(await renderDocument(VERDICTS))
})

test('the standard has 70 requirements of level 1 and 183 of level 2', () => {
  const levels = [...LEVELS.values()]
  expect([levels.filter((level) => level === 1).length, levels.length]).toEqual([70, 253])
})

const FILES: Record<string, string> = {
  'a.test.ts': "test('what holds', () => {})\ntest.each([1])('%s holds too', () => {})",
  'a.md': '# Page\n\nIntroduction.\n\n## Said\n\nSomething.\n\n## Empty\n\n## Parent\n\n### Child\n\nMore.\n',
}
const sources = { read: (file: string) => FILES[file] ?? null }
const inTest = testsIn('a.test.ts')
const inPage = sectionsOf('a.md')

/** The real verdicts, with others for some requirements. */
function judgedWith(...verdicts: Verdict[]): Verdict[] {
  const judged = verdicts.flatMap((verdict) =>
    verdict.status === 'not applicable' ? verdict.ids : [verdict.id],
  )
  const others = [...LEVELS.keys()].filter((id) => !judged.includes(id))
  return [notApplicable(others.join(' '), 'for this test'), ...verdicts]
}

const faultsOf = (...verdicts: Verdict[]) => findFaults(judgedWith(...verdicts), sources)

test('a proof that is there is no fault: a test, a title with values, a section, one with sections below it', () => {
  const proofs = [inTest('what holds'), inTest('%s holds too'), inPage('Said'), inPage('Parent')]
  expect(faultsOf(met('1.2.1', 'asked', ...proofs))).toEqual([])
})

test('a proof that is not there is named', () => {
  expect(
    faultsOf(
      met('1.2.1', 'asked', inTest('what held'), testsIn('b.test.ts')('what holds')),
      met('1.2.2', 'asked', inPage('Unsaid'), inPage('Empty')),
      met('1.2.3', 'asked'),
      notMet('1.1.1', 'asked', ' '),
    ),
  ).toEqual([
    '1.2.1: a.test.ts has no test "what held"',
    '1.2.1: b.test.ts does not exist',
    '1.2.2: a.md has no heading "Unsaid"',
    '1.2.2: a.md says nothing under "Empty"',
    '1.2.3: has no proof',
    '1.1.1: has no reason',
  ])
})

test('a requirement that is judged by nobody, twice, or not one at all is named', () => {
  const judged = judgedWith(met('1.2.1', 'asked', inPage('Said')), met('1.2.1', 'asked', inPage('Said')))
  const without = judged.map((verdict) =>
    verdict.status === 'not applicable'
      ? { ...verdict, ids: verdict.ids.map((id) => (id === '16.5.3' ? '99.1.1' : id)) }
      : verdict,
  )
  expect(findFaults(without, sources)).toEqual([
    '16.5.3: is not judged',
    '99.1.1: is no requirement of level 1 or 2',
    '1.2.1: is judged twice',
  ])
})

test.each([1, 2] as const)(
  'more requirements of level %i that are not met than may be are named',
  (level) => {
    const ids = [...LEVELS]
      .flatMap(([id, of]) => (of === level ? [id] : []))
      .slice(0, MOST_NOT_MET[level] + 1)
    const verdicts = ids.map((id) => notMet(id, 'asked', 'some reason'))
    expect(faultsOf(...verdicts.slice(1))).toEqual([])
    expect(faultsOf(...verdicts)).toEqual([
      `level ${level}: ${ids.length} are not met, ${MOST_NOT_MET[level]} may be: ${ids.join(', ')}`,
    ])
  },
)

const named: Verdict[] = [
  met('1.2.1', 'asked', inTest('what holds'), inPage('Said')),
  met('1.2.2', 'asked', inTest('%s holds too (in %i cases?)')),
]

/** What vitest's JSON reporter writes of a run of one file, by title and status. */
function reportOf(...tests: [title: string, status: string][]): string {
  const assertionResults = tests.map(([title, status]) => ({ title, status, fullName: title }))
  return JSON.stringify({ testResults: [{ name: path.resolve('a.test.ts'), assertionResults }] })
}

test('tests that ran and passed are no fault, however often they ran and with whatever values', () => {
  const report = reportOf(
    ['what holds', 'passed'],
    ['what holds', 'passed'],
    ['one holds too (in 1 cases?)', 'passed'],
    ['another holds too (in 2 cases?)', 'passed'],
    ['something else', 'failed'],
  )
  expect(findNotPassed(named, report)).toEqual([])
})

test('a test that did not run, was left out or failed in one of its runs is named', () => {
  expect(findNotPassed(named, reportOf(['what holds, else', 'passed']))).toEqual([
    '1.2.1: "what holds" did not run',
    '1.2.2: "%s holds too (in %i cases?)" did not run',
  ])
  const report = reportOf(
    ['what holds', 'passed'],
    ['what holds', 'failed'],
    ['one holds too (in 1 cases?)', 'skipped'],
  )
  expect(findNotPassed(named, report)).toEqual([
    '1.2.1: "what holds" did not pass',
    '1.2.2: "%s holds too (in %i cases?)" did not pass',
  ])
})
