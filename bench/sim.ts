import { SimDatabase } from '#sim/database.ts'
import { simulate } from '#sim/simulate.ts'
import { type Figure, progress, timed } from './figure.ts'

const SEEDS = 200

/** How quickly the simulation gets on, and whether anything is wrong. */
export async function sim(): Promise<Figure[]> {
  const database = await SimDatabase.open()
  try {
    await simulate(database, SEEDS + 1)
    progress(`playing ${SEEDS} seeds`)
    const failed: number[] = []
    const ms = await timed(async () => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        if ((await simulate(database, seed)).violations.length > 0) failed.push(seed)
      }
    })
    const causes = failed.map((seed) => `npm run sim -- --seed ${seed}`)
    return [
      { name: 'sim_seeds_per_minute', value: Math.round((SEEDS * 60_000) / ms), unit: 'seeds' },
      { name: 'sim_seeds_failed', value: failed.length, unit: 'seeds', limit: 0, causes },
    ]
  } finally {
    await database.close()
  }
}
