import { type Figure, type FigureGroup, explainMisses, printFigures, progress } from './figure.ts'

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

const args = process.argv.slice(2)
const options = args.filter((arg) => arg.startsWith('--'))
const named = args.filter((arg) => !arg.startsWith('--'))

const unknown = [...options.filter((arg) => arg !== '--check'), ...named.filter((name) => !GROUPS[name])]
if (unknown.length > 0) {
  progress(`Unknown: ${unknown.join(', ')}. Usage: npm run bench -- [--check] [group...]`)
  progress(`Groups: ${Object.keys(GROUPS).join(', ')}`)
  process.exit(2)
}

const misses: Figure[] = []
for (const [name, load] of Object.entries(GROUPS)) {
  if (named.length > 0 && !named.includes(name)) continue
  progress(`# ${name}`)
  const measure = await load()
  misses.push(...printFigures(await measure()))
}
explainMisses(misses)
process.exit(misses.length > 0 && options.includes('--check') ? 1 : 0)
