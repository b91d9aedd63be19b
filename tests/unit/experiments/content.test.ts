import { expect, test } from 'vitest'
import { experimentsContent } from '#app/content/ai-readiness/experiments.ts'
import type { ExperimentsContent } from '#app/domain/experiments/experiment-types.ts'
import { buildExperiments } from '#app/domain/experiments/experiments.ts'
import { findExperimentProblems } from '#app/domain/experiments/validation.ts'
import { QUIZ } from '#tests/factories/quiz.ts'

const PAGE = {
  headline: 'How ready are you?',
  lead: 'Sixteen questions in ten minutes.',
  startLabel: 'Start',
}

const CONTENT: ExperimentsContent = {
  askAddress: 'steps',
  experiments: [
    {
      id: 'first-test',
      hypothesis: 'A shorter headline has more people start.',
      measure: 'starts',
      planned: 2000,
      control: 'control',
      variants: {
        short: { share: 30, changes: { headline: 'Are you ready?' } },
        control: { share: 50, changes: {} },
        late: { share: 20, changes: { askAddress: 'results' } },
      },
    },
  ],
  pastIds: ['an-old-one'],
}

type Edit = (content: ExperimentsContent, test: ExperimentsContent['experiments'][number]) => void

function problemsAfter(edit: Edit): readonly string[] {
  const content = structuredClone(CONTENT)
  edit(content, content.experiments[0]!)
  return findExperimentProblems(content, PAGE)
}

test('a test has its control first, and each variant its changes alone', () => {
  const [experiment] = buildExperiments(CONTENT).experiments
  expect(experiment!.variants.map(({ key, share }) => [key, share])).toEqual([
    ['first-test:control', 0.5],
    ['first-test:short', 0.3],
    ['first-test:late', 0.2],
  ])
  expect(experiment!.variants[1]!.changes).toEqual({ headline: 'Are you ready?' })
})

test('the tests of the pages that are there have no problem', () => {
  expect(findExperimentProblems(experimentsContent, QUIZ.landing)).toEqual([])
})

const EDITS: [string, Edit][] = [
  [
    'experiment an-old-one: this id is among pastIds and is never used again, since old visits carry it: choose another',
    (_, each) => (each.id = 'an-old-one'),
  ],
  [
    'experiment first-test: this id is used twice: choose another for one of them',
    ({ experiments }, each) => experiments.push(each),
  ],
  [
    'experiment an-old-one: this id is among pastIds and is never used again, since old visits carry it: choose another',
    ({ pastIds }) => pastIds.push('an-old-one'),
  ],
  [
    'experiment first-test: the shares must add up to 100 % and come to 105 % (short 30 + control 50 + late 25)',
    (_, each) => (each.variants.late!.share = 25),
  ],
  [
    'experiment first-test: the control "none" must be one of short, control, late',
    (_, each) => (each.control = 'none'),
  ],
  [
    'experiment first-test: the control is the page as it stands and must change nothing',
    (_, each) => (each.variants.control!.changes = { startLabel: 'Begin' }),
  ],
  [
    'experiment first-test: must have 2 to 5 variants and has 1',
    (_, each) => (each.variants = { control: { share: 100, changes: {} } }),
  ],
  [
    'experiments > First test > id: must be 3 to 24 small letters, digits and hyphens, such as headline-2026-11',
    (_, each) => (each.id = 'First test'),
  ],
  [
    'experiments > first-test > planned: must be 200 or more: fewer visitors find nothing',
    (_, each) => (each.planned = 50),
  ],
  [
    'experiments > first-test > measure: must be one of starts, completions, leads, leads_of_starts',
    (_, each) => Object.assign(each, { measure: 'clicks' }),
  ],
  [
    'experiments > first-test > variants > late > share: must be a whole number of per cent',
    (_, each) => (each.variants.late!.share = 20.5),
  ],
  [
    'experiments > first-test > variants > late > changes > askAddress: must be steps or results',
    (_, each) => Object.assign(each.variants.late!.changes, { askAddress: 'never' }),
  ],
  [
    'experiments > first-test > variants > Late!: must be called by 2 to 15 small letters and underscores',
    (_, each) => (each.variants['Late!'] = { share: 20, changes: {} }),
  ],
  [
    'experiments > first-test > variants > late > changes > startLabel: must have at least 3 characters',
    (_, each) => (each.variants.late!.changes.startLabel = 'Go'),
  ],
  [
    'experiment first-test: the variant short looks like control and must differ from it',
    (_, each) => (each.variants.short!.changes = { headline: PAGE.headline }),
  ],
  ['askAddress: must be steps or results', (content) => Object.assign(content, { askAddress: 'never' })],
]

test.for(EDITS)('a bad edit is refused by place, value and rule: %s', ([problem, edit]) => {
  expect(problemsAfter(edit)).toContain(problem)
})

test('what a test may not change is named', () => {
  const problems = problemsAfter((_, each) => Object.assign(each.variants.late!.changes, { colour: 'red' }))
  expect(problems.join()).toContain('colour')
})
