import type { Database } from '#app/data/database.server.ts'
import { type PartRows, type Parts, readPart, readTogether } from '#app/data/parts.server.ts'
import { doneActionPart, signedOutPart } from '#app/data/console/ops-actions.server.ts'
import type { PageView } from '#app/domain/console/page-view.ts'
import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import type { HealthExpectations } from '#app/services/check-health.server.ts'
import { tellDone } from './tell-action.server.ts'

/** Reads all that a page needs in one statement. */
export type ReadParts = <P extends Parts>(parts: P) => Promise<PartRows<P>>

/** What a page is made for. */
export interface PageRequest {
  params: URLSearchParams
  /** the part of the address behind the page's own, for a page about one thing; else empty */
  id: string
  expected: HealthExpectations
  /** where leads go, by its name; HubSpot where it is not told */
  crmName?: string
  /** where the assessment is, and the origins that may show it; not known on a terminal */
  embedding?: { site: string; origins: readonly string[]; campaigns: CampaignRules }
  now: Date
  /** contact details too: the look has been recorded */
  details: boolean
}

/** Makes a page. Null: there is no such thing as `id` names. */
export type ShowPage = (read: ReadParts, request: PageRequest) => Promise<PageView | null>

export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError'
}

const ACTION_ID = /^[0-9a-f-]{36}$/

/**
 * Makes a page for somebody who is signed in; the same statement asks whether they still are, and what they have just done.
 * @param viewer null on a terminal, where whoever has the database needs no session
 * @throws SessionEndedError when the session has been signed out
 */
export async function showPage(
  db: Database,
  page: ShowPage,
  request: PageRequest,
  viewer: Viewer | null,
): Promise<PageView | null> {
  if (viewer === null) return page((parts) => readTogether(db, parts), request)
  const doneId = request.params.get('done') ?? ''
  const session = {
    session: signedOutPart(viewer.session),
    ...(ACTION_ID.test(doneId) && { done: doneActionPart(doneId, viewer.session) }),
  }
  let asked = false
  let done: string | undefined
  const check = (rows: PartRows<typeof session>) => {
    asked = true
    if (rows.session[0]?.ended) throw new SessionEndedError('This session has been signed out.')
    const [action] = rows.done ?? []
    if (action) done = tellDone(action)
  }
  const view = await page(async (parts) => {
    const rows = await readTogether(db, { ...session, ...parts })
    check(rows)
    return rows
  }, request)
  // A page that had nothing to read, as one whose filters cannot be read.
  if (!asked) check(await readTogether(db, session))
  return view && { ...view, ...(done !== undefined && { done }) }
}

/** For what is not a page. */
export async function isSignedOut(db: Database, viewer: Viewer): Promise<boolean> {
  const [session] = await readPart(db, signedOutPart(viewer.session))
  return session?.ended ?? false
}
