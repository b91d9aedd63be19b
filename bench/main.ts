import { type Figure, type FigureGroup, explainMisses, printFigures, progress } from './figure.ts'
import { generateClients } from '#prisma/generate.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

/** The groups in the order they run. Each is loaded when its turn comes. */
const GROUPS: Record<string, () => Promise<FigureGroup>> = {
  sizes: async () => (await import('./sizes.ts')).sizes,
  'round-trips': async () => (await import('./round-trips.ts')).roundTrips,
  continue: async () => (await import('./pages/continue.ts')).continueFigures,
  'worker-cpu': async () => (await import('./worker-cpu.ts')).workerCpu,
  drain: async () => (await import('./drain.ts')).drain,
  recovery: async () => (await import('./recovery.ts')).recovery,
  load: async () => (await import('./load.ts')).load,
  mail: async () => (await import('./mail.ts')).mail,
  health: async () => (await import('./health.ts')).health,
  pages: async () => (await import('./pages/pages.ts')).pages,

  'roll-up': async () => (await import('./roll-up.ts')).rollUp,
  cost: async () => (await import('./cost.ts')).cost,
  retention: async () => (await import('./retention.ts')).retention,
  console: async () => (await import('./console/console.ts')).consoleFigures,
  sim: async () => (await import('./sim.ts')).sim,
}

await runScript({
  name: 'bench',
  does:
    'measures the product on this machine and prints the figures of bench/README.md, one a line, as `name: value unit`. ' +
    'Works on databases of its own, and leaves nothing behind.',
  usage: ['-- [--check] [group...]'],
  operands: { '[group...]': `only these groups of figures: ${Object.keys(GROUPS).join(', ')}` },
  options: { check: { type: 'boolean', does: 'end with exit code 1 when a figure is outside its limit' } },
  exits: { 0: 'measured', 1: 'it failed, or with --check: a figure is outside its limit' },
  run: async ({ check }, named) => {
    if (named.some((name) => !GROUPS[name]))
      throw new UsageError(`groups are ${Object.keys(GROUPS).join(', ')}`)
    generateClients()
    const misses = await measure(named)
    return !(check && misses.length > 0)
  },
})
// Whatever a group has left open must not keep it running.
process.exit()

async function measure(named: readonly string[]): Promise<Figure[]> {
  const misses: Figure[] = []
  for (const [name, load] of Object.entries(GROUPS)) {
    if (named.length > 0 && !named.includes(name)) continue
    progress(`# ${name}`)
    const group = await load()
    misses.push(...printFigures(await group()))
  }
  explainMisses(misses)
  return misses
}
