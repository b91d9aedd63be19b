import { SimDatabase } from './database.ts'
import { type SimulationResult, simulate } from './simulate.ts'

const PROGRESS = 100

/** Plays seeds one after the other and tells of those that fail. @returns whether none did */
export async function playSeeds({
  first,
  count,
  trace,
}: {
  first: number
  count: number
  trace: boolean
}): Promise<boolean> {
  const database = await SimDatabase.open()
  const failed: number[] = []
  const startedAt = performance.now()
  try {
    for (let seed = first; seed < first + count; seed++) {
      const result = await simulate(database, seed)
      if (result.violations.length > 0) failed.push(seed)
      if (trace || result.violations.length > 0) print(result)
      const played = seed - first + 1
      if (played % PROGRESS === 0) console.error(`${played} of ${count} seeds, ${failed.length} failed`)
    }
  } finally {
    await database.close()
  }
  const perMinute = Math.round((count * 60_000) / (performance.now() - startedAt))
  console.log(`${count} seeds, ${failed.length} failed, ${perMinute} a minute`)
  if (failed.length > 0) console.log(`failed: ${failed.join(' ')}`)
  return failed.length === 0
}

function print({ seed, violations, trace }: SimulationResult): void {
  console.log(`seed ${seed}:`)
  for (const line of trace) console.log(line)
  for (const violation of violations) console.log(`  WRONG: ${violation}`)
  console.log(`Play it again: npm run sim -- --seed ${seed}\n`)
}
