import { checkEnd } from './check.ts'
import { checkColumns, checkScrubbed } from './check-personal-data.ts'
import { Choice } from './choice.ts'
import type { SimDatabase } from './database.ts'
import type { Mutation } from './mutations.ts'
import { REFUSED_ADDRESS } from './people.ts'
import { passCrmPeriod } from './old-contacts.ts'
import { growOld, play, settle } from './play.ts'
import { EndlessSimulation } from './scheduler.ts'
import { World } from './world.ts'

export interface SimulationResult {
  seed: number
  /** what must never be and was; empty when all is well */
  violations: string[]
  /** what happened, a line each */
  trace: string[]
}

/**
 * Plays one seed: the same seed gives the same trace.
 * @param mutation takes a safeguard away, to see whether that is found; null leaves the product as it is
 */
export async function simulate(
  database: SimDatabase,
  seed: number,
  mutation: Mutation | null = null,
): Promise<SimulationResult> {
  const choice = new Choice(seed)
  const world = createWorld(database, choice, mutation)
  await database.reset(world.time, seed)
  try {
    await play(world)
    await checkColumns(world)
    if (!(await settle(world))) world.watch.report('not everything has come to rest')
    await checkEnd(world)
    if (choice.chance(0.15)) {
      await growOld(world)
      await checkScrubbed(world)
      await passCrmPeriod(world)
    }
  } catch (error) {
    if (!(error instanceof EndlessSimulation)) throw error
    world.watch.report(error.message)
  } finally {
    world.close()
  }
  return { seed, violations: world.watch.violations, trace: world.trace.lines }
}

function createWorld(database: SimDatabase, choice: Choice, mutation: Mutation | null): World {
  const usual = Array.from({ length: choice.between(2, 4) }, (_, index) => `person-${index + 1}@example.com`)
  const addresses = choice.chance(0.35) ? [usual[0]!, REFUSED_ADDRESS, ...usual.slice(1)] : usual
  const aliases = choice.chance(0.15) ? usual.slice(0, 2) : []
  // Not `swap`: the stand-in plans a whole batch before it writes, so that two addresses of one contact would undo each other.
  const secondaryEmail = choice.pick(['keep', 'clash'] as const)
  const poison = choice.chance(0.1)
  const world = new World({ database, choice, mutation, addresses, aliases, poison, secondaryEmail })
  const { contacts } = world.providers.hubspot.portal.records
  const { portal } = world.providers.hubspot
  const [email, other] = aliases
  if (email !== undefined && other !== undefined) {
    contacts.write(portal.newId(), { email, hs_additional_emails: other }, portal.time())
  }
  return world
}
