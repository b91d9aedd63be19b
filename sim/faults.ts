import type { FaultKind, FaultRule, Operation } from '#dev/hubspot/faults.ts'
import { FAULT_KINDS, OPERATION_NAMES } from '#dev/hubspot/faults.ts'
import { FAULT_MODES } from '#dev/mailbox/faults.ts'
import { POISON } from './people.ts'
import type { World } from './world.ts'

const KINDS = Object.keys(FAULT_KINDS) as FaultKind[]

/** Races that somebody else has won: over in a moment, whatever becomes of them. */
const MOMENTARY: readonly FaultKind[] = ['conflict_409', 'unique_clash_400', 'item_conflict']

const NEEDS_NO_PERSON = FAULT_MODES.filter((mode) => mode !== 'none' && mode !== 'invalid_to')

/** HubSpot begins to answer otherwise; what it did before ends. */
export function breakHubspot(world: World): void {
  const { choice, providers } = world
  const rules = Array.from({ length: choice.between(1, 2) }, () => drawRule(world))
  providers.hubspot.faults.set({ rules: [...rules, ...poisonRules(world)] })
  world.trace.note('HubSpot', `answers ${rules.map(describeRule).join(' and ')}`)
}

export function breakMail(world: World): void {
  const { choice, providers } = world
  const mode = choice.pick(NEEDS_NO_PERSON)
  const times = choice.chance(0.5) ? choice.between(1, 6) : null
  const every = choice.between(1, 3)
  const to = choice.chance(0.3) ? choice.pick(world.people.addresses) : null
  providers.mailFaults.set({ mode, times, every, to })
  const whom = to === null ? '' : ' to one address'
  world.trace.note(
    'the mailbox',
    `answers ${mode}${times === null ? '' : ` ${times} times`}, every ${every}${whom}`,
  )
}

export function mendHubspot(world: World): void {
  world.providers.hubspot.faults.set({ rules: poisonRules(world) })
  world.trace.note('HubSpot', 'is well again')
}

export function mendMail(world: World): void {
  world.providers.mailFaults.set({})
  world.trace.note('the mailbox', 'is well again')
}

/** The firewall as well. */
export function mendAll(world: World): void {
  mendMail(world)
  world.fateful = false
  mendHubspot(world)
}

function drawRule({ choice }: World): FaultRule {
  const kind = choice.pick(KINDS)
  const operation = choice.chance(0.6) ? choice.pick<Operation>(OPERATION_NAMES) : undefined
  const rule: FaultRule = { kind, ...(operation && { operation }) }
  if (MOMENTARY.includes(kind)) return { ...rule, next: choice.between(1, 2) }
  if (choice.chance(0.4)) rule.next = choice.between(1, 6)
  else if (choice.chance(0.3)) rule.every = choice.between(2, 3)
  if (kind.startsWith('item_')) rule.allItems = choice.chance(0.5)
  if (choice.chance(0.3)) rule.commits = true
  return rule
}

/** While something may befall anybody, a firewall keeps a word out. */
function poisonRules(world: World): FaultRule[] {
  return world.fateful ? [{ kind: 'html_403', bodyContains: POISON }] : []
}

function describeRule({ kind, operation, next, every, allItems, commits }: FaultRule): string {
  const often = [
    next && `${next} times`,
    every && `every ${every}`,
    allItems && 'each item',
    commits && 'and commits',
  ]
  return [kind, 'to', operation ?? 'everything', ...often.filter(Boolean)].join(' ')
}
