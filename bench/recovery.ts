import { drainUnderKills } from '#tests/helpers/killed-drain.ts'
import { builtWorker } from './built-worker.ts'
import { type Figure, progress } from './figure.ts'

const LEADS = 1_000
const KILLS = 5

/**
 * A Worker that is killed in its calls while leads drain, with one restart of PostgreSQL. Killed runs keep their leads
 * until the lease ends, a minute after the claim: that is most of the time that recovering takes.
 */
export async function recovery(): Promise<Figure[]> {
  await builtWorker()
  progress(`draining ${LEADS} leads while the Worker is killed in its calls`)
  const { lost, duplicates, recoverySeconds, kills } = await drainUnderKills({
    leads: LEADS,
    kills: KILLS,
    waitForLeases: true,
  })
  return [
    { name: 'jobs_lost', value: lost, unit: 'leads', limit: 0 },
    { name: 'jobs_doubled', value: duplicates, unit: 'records', limit: 0 },
    { name: 'worker_kills', value: kills, unit: 'kills' },
    { name: 'recovery_seconds', value: recoverySeconds, unit: 's', limit: 90 },
  ]
}
