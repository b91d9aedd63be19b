import { generateClients } from '#prisma/generate.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'sim',
  does:
    'plays leads, e-mails and erasures with crashes, late ends, double crons, odd answers of HubSpot and of the mail provider, ' +
    'each time drawn from another seed, and checks that nothing was lost, doubled or kept. A seed that fails is printed with all ' +
    'that happened, and gives the same again. Works on a database of its own, and leaves nothing behind.',
  usage: ['-- --seeds N [--seed FIRST] [--jobs N]'],
  options: {
    seeds: { type: 'string', value: 'N', does: 'how many seeds to play; 1 when left out' },
    seed: { type: 'string', value: 'FIRST', does: 'the first of them; 1 when left out' },
    jobs: { type: 'string', value: 'N', does: 'how many processes play side by side; 1 when left out' },
    trace: { type: 'boolean', does: 'print what happened also where nothing is wrong' },
  },
  exits: { 0: 'nothing is wrong', 1: 'it failed, or something is wrong' },
  run: async ({ seeds = '1', seed = '1', jobs = '1', trace = false }) => {
    const [count, first, processes] = [readNumber(seeds), readNumber(seed), readNumber(jobs)]
    generateClients()
    const { playSeeds } = await import('./seeds.ts')
    return playSeeds({ first, count, jobs: processes, trace })
  },
})
// Runs that were cut off leave timers behind.
process.exit()

function readNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError('seeds and jobs are whole numbers from 1')
  return Number(text)
}
