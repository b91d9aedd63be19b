export const DISK_FULL = 'The disk is full: make room on it, and start again.'

/** Whether PostgreSQL or initdb says so. */
export function isDiskFull(log: string): boolean {
  return /No space left on device|Check free disk space|Disk quota exceeded/.test(log)
}

/**
 * What to tell of a server that did not start: the end of its log, and what to do about it.
 * @param how it ended, e.g. `exit code 1`
 */
export function describeStartFailure(dataDir: string, how: string, log: string): string {
  const [, madeBy, ours] =
    /initialized by PostgreSQL version (\S+), .* this version (\S+?)\.?$/m.exec(log) ?? []
  if (madeBy !== undefined) {
    return `The data in ${dataDir} was made by PostgreSQL ${madeBy}, and this is ${ours}: ${remedy(dataDir)}`
  }
  const failure = `PostgreSQL did not start on ${dataDir} (${how}):\n${log}`
  if (/No space left on device/.test(log))
    return `${failure}\nThe disk is full: make room on it, and start again.`
  // What it was started with is not a matter of the data.
  if (/unrecognized configuration parameter|invalid value for parameter/.test(log)) return failure
  return `${failure}\nIf this data is damaged, ${remedy(dataDir)}`
}

/** What to do about data that cannot be used any more; goes on with a sentence. */
export function remedy(dataDir: string): string {
  return (
    'delete the folder; the next start makes it anew with sample leads, and anything else in it is lost:\n' +
    `  rm -rf ${quoteForShell(dataDir)}`
  )
}

function quoteForShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
