import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SimDatabase } from './database.ts'
import { type SimulationResult, simulate } from './simulate.ts'

const PROGRESS = 100

interface Share {
  first: number
  count: number
}

interface Playing extends Share {
  /** how many processes share them out, each with a PostgreSQL of its own */
  jobs: number
  trace: boolean
}

/** Plays seeds and tells of those that fail. @returns whether none did */
export async function playSeeds({ first, count, jobs, trace }: Playing): Promise<boolean> {
  const startedAt = performance.now()
  const failed =
    jobs === 1
      ? await playHere({ first, count }, trace)
      : (await Promise.all(divide({ first, count }, jobs).map((share) => playElsewhere(share, trace)))).flat()
  const perMinute = Math.round((count * 60_000) / (performance.now() - startedAt))
  console.log(`${count} seeds from ${first}, ${failed.length} failed, ${perMinute} a minute`)
  if (failed.length > 0) console.log(`failed: ${failed.join(' ')}`)
  // Whoever has shared them out adds them up.
  if (process.send) await new Promise((resolve) => process.send!(failed, resolve))
  return failed.length === 0
}

/** One after the other. @returns those that fail */
async function playHere({ first, count }: Share, trace: boolean): Promise<number[]> {
  const database = await SimDatabase.open()
  const failed: number[] = []
  try {
    for (let seed = first; seed < first + count; seed++) {
      const result = await simulate(database, seed)
      if (result.violations.length > 0) failed.push(seed)
      if (trace || result.violations.length > 0) print(result)
      const played = seed - first + 1
      if (played % PROGRESS === 0)
        console.error(`${played} of ${count} seeds from ${first}, ${failed.length} failed`)
    }
  } finally {
    await database.close()
  }
  return failed
}

async function playElsewhere({ first, count }: Share, trace: boolean): Promise<number[]> {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const options = ['--seeds', String(count), '--seed', String(first), ...(trace ? ['--trace'] : [])]
  const child = fork(program, options)
  let failed: number[] | null = null
  child.on('message', (message) => (failed = message as number[]))
  await once(child, 'exit')
  if (failed === null) throw new Error(`The process that played ${count} seeds from ${first} broke off.`)
  return failed
}

function divide({ first, count }: Share, jobs: number): Share[] {
  const bounds = Array.from({ length: jobs + 1 }, (_, job) => first + Math.floor((count * job) / jobs))
  return bounds
    .slice(0, jobs)
    .map((from, job) => ({ first: from, count: bounds[job + 1]! - from }))
    .filter((share) => share.count > 0)
}

function print({ seed, violations, trace }: SimulationResult): void {
  console.log(`seed ${seed}:`)
  for (const line of trace) console.log(line)
  for (const violation of violations) console.log(`  WRONG: ${violation}`)
  console.log(`Play it again: npm run sim -- --seed ${seed}\n`)
}
