import { CONTENT_LIMITS } from './content-limits.ts'
import type { ScorecardContent } from './content-types.ts'
import type { Problem } from './text-rules.ts'

export function areaProblems({ areas }: ScorecardContent): Problem[] {
  const problems = [
    ...countProblems(['areas'], 'areas', areas.length, CONTENT_LIMITS.areas),
    ...countProblems(
      ['areas'],
      'areas',
      areas.flatMap(({ questions }) => questions).length,
      CONTENT_LIMITS.questions,
      'questions in all',
    ),
    ...repeated(areas.map((area, index) => [area.id, ['areas', index, 'id']])).map(([id, path]) => ({
      path,
      text: `area ${id}: this id is used twice: choose another for one of them`,
    })),
    ...repeated(areas.map(({ key }, index) => [key, ['areas', index, 'key']])).map(([key, path]) => ({
      path,
      text: `areas: the key ${key} is used twice: choose another for one of them`,
    })),
    ...repeated(
      areas.flatMap(({ questions }, area) =>
        questions.map((id, index): Placed => [id, ['areas', area, 'questions', index]]),
      ),
    ).map(([id, path]) => ({
      path,
      text: `question ${id}: this id is used twice: choose another for one of them`,
    })),
  ]
  for (const [index, area] of areas.entries()) {
    const path = ['areas', index, 'questions']
    problems.push(
      ...countProblems(
        path,
        `area ${area.id}`,
        area.questions.length,
        CONTENT_LIMITS.questionsOfArea,
        'questions',
      ),
    )
    for (const [place, question] of area.questions.entries()) {
      if (!new RegExp(`^${area.id}_[1-9]\\d?$`).test(question))
        problems.push({
          path: [...path, place],
          text: `area ${area.id}: the question id "${question}" must be the area’s id and a number, such as ${area.id}_1`,
        })
    }
  }
  return problems
}

export function countProblems(
  path: Problem['path'],
  where: string,
  count: number,
  { least, most }: { least: number; most: number },
  what: string = where,
): Problem[] {
  if (count >= least && count <= most) return []
  return [{ path, text: `${where}: must be ${least} to ${most} ${what} and are ${count}` }]
}

/** What is to be there once, and where it stands. */
type Placed = [value: string, path: Problem['path']]

/** The second of each, and of those beyond it none. */
function repeated(all: readonly Placed[]): Placed[] {
  const values = all.map(([value]) => value)
  return all.filter(
    ([value], index) => values.slice(0, index).filter((earlier) => earlier === value).length === 1,
  )
}

export function weightProblems({ areas }: ScorecardContent): Problem[] {
  const sum = areas.reduce((total, area) => total + area.weight, 0)
  if (Math.abs(sum - 100) < 1e-9) return []
  const parts = areas.map((area) => `${area.id} ${area.weight}`).join(' + ')
  return [
    {
      path: ['areas'],
      text: `areas: the weights must add up to 100 % and come to ${sum} % (${parts})`,
    },
  ]
}
