import { CONTACT_PROPERTIES } from './properties.ts'

type Values = Readonly<Record<string, string | null | undefined>>

const ASSESSMENT_PROPERTIES = CONTACT_PROPERTIES.map(({ name }) => name)
const CHANGING = ['ai_lead_quality', 'ai_lead_source']

/** An assessment's properties belong together: beside another one's none is written. */
export function propertiesToFill(
  wanted: Readonly<Record<string, string>>,
  present: Values,
): Record<string, string> {
  const ofAssessment = ASSESSMENT_PROPERTIES.filter((name) => !isEmpty(present[name]))
  const isOurs = ofAssessment.every((name) => CHANGING.includes(name) || isSame(wanted[name], present[name]))
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) =>
      ASSESSMENT_PROPERTIES.includes(name) ? isOurs && !isSame(value, present[name]) : isEmpty(present[name]),
    ),
  )
}

function isEmpty(value: string | null | undefined): boolean {
  return (value ?? '').trim() === ''
}

function isSame(one: string | null | undefined, other: string | null | undefined): boolean {
  return one === other || (!isEmpty(one) && !isEmpty(other) && Number(one) === Number(other))
}
