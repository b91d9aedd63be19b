import { generateClients } from '#prisma/generate.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { type Figure, type FigureGroup, progress } from './figure.ts'

/** The groups in the order they run. Each is loaded when its turn comes. */
const GROUPS: Record<string, () => Promise<FigureGroup>> = {
  sizes: async () => (await import('./sizes.ts')).sizes,
  'round-trips': async () => (await import('./round-trips.ts')).roundTrips,
  'worker-cpu': async () => (await import('./worker-cpu.ts')).workerCpu,
  drain: async () => (await import('./drain.ts')).drain,
  recovery: async () => (await import('./recovery.ts')).recovery,
  mail: async () => (await import('./mail.ts')).mail,
  retention: async () => (await import('./retention.ts')).retention,
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
    for (const figure of await group()) {
      process.stdout.write(`${figure.name}: ${formatted(figure.value)} ${figure.unit}\n`)
      if (!isKept(figure)) misses.push(figure)
    }
  }
  for (const { name, value, unit, limit, atLeast } of misses) {
    const bound =
      limit !== undefined && value > limit ? `most it may be is ${limit}` : `least it may be is ${atLeast}`
    progress(`${name} is ${formatted(value)} ${unit}, and the ${bound} ${unit}`)
  }
  return misses
}

function isKept({ value, limit = Infinity, atLeast = -Infinity }: Figure): boolean {
  return value <= limit && value >= atLeast
}

function formatted(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}
