export const COMPLETES = 'completes the assessment'
export const WRITES_DETAILS = 'writes contact details'
export const CONFIRMS = 'confirms an address'
export const ERASES = 'erases a person'
export const WITHDRAWS = 'withdraws consent'

/** What the product's statements are called in a trace, by words that only they have; the first that fits. */
const NAMES: [words: RegExp, name: string][] = [
  [/WITH paused AS MATERIALIZED[\s\S]*UPDATE (\w+) q SET/, 'claims from'],
  [/jsonb_to_recordset[\s\S]*settled AS \(\s*UPDATE (\w+) q/, 'settles'],
  [/admit_emails/, 'asks whether it may send e-mails'],
  [/take_hubspot_call/, 'takes a call from the window'],
  [/"callTimes" = ARRAY/, 'gives a call back to the window'],
  [/"callsBlockedUntil"/, 'blocks the window'],
  [/WITH gone AS[\s\S]*DELETE FROM assessment_sessions/, COMPLETES],
  [/ changed AS \([\s\S]*UPDATE assessments SET/, WRITES_DETAILS],
  [/widen_erasure/, 'widens the erasure'],
  [/confirm_address/, CONFIRMS],
  [/erase_by_link/, ERASES],
  [/withdraw_by_link/, WITHDRAWS],
  [/scrub_assessments/, 'scrubs assessments'],
  [/scrub_unattached/, 'scrubs the rest'],
  [/delete_finished_rows/, 'deletes finished rows'],
  [/INTO pauses/, 'pauses an operation'],
]

/** A statement in a few words: nothing of what it was given. */
export function nameStatement(sql: string): string {
  for (const [words, name] of NAMES) {
    const found = words.exec(sql)
    if (found) return found[1] === undefined ? name : `${name} ${found[1]}`
  }
  const verb =
    /^\s*(?:WITH\b[\s\S]*?)?\b(SELECT|INSERT|UPDATE|DELETE)\b/i.exec(sql)?.[1]?.toUpperCase() ?? 'SQL'
  const table = /\b(?:FROM|INTO|UPDATE)\s+(?:"public"\.)?"?(\w+)"?/i.exec(sql)?.[1] ?? ''
  return `${verb} ${table}`.trim()
}

const CLAIM = NAMES[0]![0]
const SETTLE = NAMES[1]![0]

/** The queue that a claim is from; null for other statements. */
export function claimedTable(sql: string): string | null {
  return CLAIM.exec(sql)?.[1] ?? null
}

/** The queue whose rows are settled; null for other statements. */
export function settledTable(sql: string): string | null {
  return SETTLE.exec(sql)?.[1] ?? null
}

/** Whether a statement says of whom something may follow: that a lead is settled, or what is held of its follow-ups. */
export function asksForFollowUps(sql: string): boolean {
  return /FROM hubspot_follow_ups f JOIN|INTO hubspot_follow_ups/.test(sql)
}

const WRITERS = /^(settles|writes|widens|confirms|erases|withdraws|scrubs|deletes)/

/** Whether a statement of this name changes rows that others change as well. */
export function isWriter(name: string): boolean {
  return WRITERS.test(name)
}
