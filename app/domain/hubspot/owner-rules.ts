import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { describeReferrer } from '#app/domain/visit/attribution.ts'

/** What rules can match on: nothing else is known of a lead. A country is known by the phone number alone. */
export interface OwnedLead {
  assessmentId: string
  totalScore: number
  scoreCategory: string
  leadQuality: string
  phone: string | null
  referrerSource: string | null
}

type Condition = (lead: OwnedLead) => boolean

export interface OwnerRule {
  conditions: readonly Condition[]
  owners: readonly string[]
}

const HELP =
  'must be rules separated by semicolons, each of conditions, a colon and the ids of owners, e.g. ' +
  'quality=executive_briefing_qualified phone=+49,+43: 101, 102; score<60: 103; *: 104'
const OWNER = /^\d{1,20}$/

const anyOf = (values: readonly string[], known: readonly string[], valueOf: (lead: OwnedLead) => string) =>
  values.every((value) => known.includes(value)) ? (lead: OwnedLead) => values.includes(valueOf(lead)) : null

const sameText = (values: readonly string[], valueOf: (lead: OwnedLead) => string | null): Condition => {
  const wanted = values.map((value) => value.toLowerCase())
  return (lead) => wanted.includes(valueOf(lead)?.toLowerCase() ?? '')
}

const CONDITIONS: Record<string, (values: readonly string[]) => Condition | null> = {
  quality: (values) => anyOf(values, LEAD_QUALITIES, ({ leadQuality }) => leadQuality),
  category: (values) => anyOf(values, CATEGORY_IDS, ({ scoreCategory }) => scoreCategory),
  phone: (values) =>
    values.every((prefix) => /^\+\d{1,7}$/.test(prefix))
      ? ({ phone }) => values.some((prefix) => internationalDigits(phone).startsWith(prefix))
      : null,
  source: (values) => sameText(values, ({ referrerSource }) => describeReferrer(referrerSource).source),
  campaign: (values) => sameText(values, ({ referrerSource }) => describeReferrer(referrerSource).campaign),
}

/** @returns the rules in their order, or what is wrong with the text */
export function parseOwnerRules(text: string): OwnerRule[] | string {
  const rules: OwnerRule[] = []
  for (const part of text.split(';').filter((rule) => rule.trim() !== '')) {
    const [left = '', right, ...more] = part.split(':')
    const owners = (right ?? '').split(',').map((owner) => owner.trim())
    const conditions = left.trim() === '*' ? [] : left.trim().split(/\s+/).map(parseCondition)
    const known = conditions.filter((condition) => condition !== null)
    const isWhole = more.length === 0 && known.length === conditions.length
    if (!isWhole || !owners.every((owner) => OWNER.test(owner))) return `${HELP}; "${part.trim()}" is none`
    rules.push({ conditions: known, owners })
  }
  return rules
}

function parseCondition(text: string): Condition | null {
  const score = /^score(<|>=)(\d{1,3})$/.exec(text)
  if (score) {
    const bound = Number(score[2])
    return score[1] === '<' ? ({ totalScore }) => totalScore < bound : ({ totalScore }) => totalScore >= bound
  }
  const [, name = '', values = ''] = /^(\w+)=(\S+)$/.exec(text) ?? []
  return Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name]!(values.split(',')) : null
}

/** The owner whom the first rule that matches names: the same one however often it is asked. */
export function chooseOwner(rules: readonly OwnerRule[], lead: OwnedLead): string | null {
  const rule = rules.find(({ conditions }) => conditions.every((holds) => holds(lead)))
  return rule?.owners[fnv1a(lead.assessmentId) % rule.owners.length] ?? null
}

export function ownersOf(rules: readonly OwnerRule[]): string[] {
  return [...new Set(rules.flatMap(({ owners }) => owners))]
}

/** With its plus, which 00 stands for; empty for a number that names no country. */
function internationalDigits(phone: string | null): string {
  const digits = (phone ?? '').replace(/^\s*00/, '+').replace(/[^+\d]/g, '')
  return digits.startsWith('+') ? digits : ''
}

function fnv1a(text: string): number {
  let value = 0x811c9dc5
  for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0)!, 0x01000193) >>> 0
  return value
}
