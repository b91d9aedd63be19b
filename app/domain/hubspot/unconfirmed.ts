import { type ScoreNames, namesIn } from './score-names.ts'

type Values = Readonly<Record<string, string | null | undefined>>

/** An assessment's properties belong together: beside another one's of its scorecard none is written. @param scorecards names of each */
export function propertiesToFill(
  wanted: Readonly<Record<string, string>>,
  present: Values,
  scorecards: readonly ScoreNames[],
): Record<string, string> {
  const ours = new Map(
    scorecards.flatMap((names) => {
      const all = namesIn(names)
      const changing = [names.leadQuality, names.leadSource]
      const fixed = all.filter((name) => !changing.includes(name) && !isEmpty(present[name]))
      const isOurs = fixed.every((name) => isSame(wanted[name], present[name]))
      return all.map((name): [string, boolean] => [name, isOurs])
    }),
  )
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => {
      const isOurs = ours.get(name)
      return isOurs === undefined ? isEmpty(present[name]) : isOurs && !isSame(value, present[name])
    }),
  )
}

function isEmpty(value: string | null | undefined): boolean {
  return (value ?? '').trim() === ''
}

function isSame(one: string | null | undefined, other: string | null | undefined): boolean {
  return one === other || (!isEmpty(one) && !isEmpty(other) && Number(one) === Number(other))
}
