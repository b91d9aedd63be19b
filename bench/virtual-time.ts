import type { PrismaClient } from '#app/data/database.server.ts'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { MINUTE } from '#app/domain/duration.ts'
import { JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { letSecondsPass } from '#tests/helpers/passing-time.ts'

const JOBS = Object.keys(JOB_SCHEDULE) as JobName[]
/** A cron that has run stands behind each of these; the others run in their five minutes. */
const CRON_MINUTES = 5

export interface Deployment {
  db: PrismaClient
  /** what the crons of these minutes do */
  drain?: () => Promise<unknown>
  erase?: () => Promise<unknown>
  deliver?: () => Promise<unknown>
  /** jobs whose runs fail, or that nobody starts */
  standing?: readonly JobName[]
}

/** Everything that runs within one minute; the database's rows grow older by as much. */
export async function passMinute(deployment: Deployment, minute: number): Promise<void> {
  const { db, standing = [] } = deployment
  await letSecondsPass(db, MINUTE)
  await deployment.deliver?.()
  if (minute % CRON_MINUTES === 0) {
    await deployment.drain?.()
    await deployment.erase?.()
  }
  for (const job of JOBS.filter((name) => !standing.includes(name)))
    await recordJobSuccess(db, job, new Date())
}

/**
 * Lets time pass until /health is red, as a monitor sees it that looks once a minute.
 * @returns the seconds until then; null when it never was in so many minutes
 */
export async function secondsUntilRed(
  deployment: Deployment,
  minutes: number,
  retentionDays = 30,
): Promise<number | null> {
  let red: number | null = null
  for (let minute = 0; minute <= minutes; minute++) {
    if (minute > 0) await passMinute(deployment, minute)
    const { healthy } = await checkHealth(deployment.db, { retentionDays, hubspot: true })
    if (!healthy && red === null) red = minute * MINUTE
  }
  return red
}
