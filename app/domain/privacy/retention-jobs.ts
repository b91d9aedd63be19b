/** The jobs that remove personal data, or delete what has done its work; each run leaves a row in `retention_runs`. */
export const RETENTION_JOBS = [
  'scrub_expired_pii',
  'delete_finished_queue_rows',
  'expire_sessions',
  'clear_crm_contacts',
] as const
export type RetentionJob = (typeof RETENTION_JOBS)[number]

/** `partial`: a limit was reached, and the next run goes on. */
export const RETENTION_OUTCOMES = ['completed', 'partial', 'failed'] as const
export type RetentionOutcome = (typeof RETENTION_OUTCOMES)[number]
