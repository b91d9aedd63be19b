import type { Database } from '#app/data/database.server.ts'
import { lookedAtLead, lookedAtLeads } from '#app/data/console/leads.server.ts'
import { type RecordedAction, doAndRecord } from '#app/data/console/ops-actions.server.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import { LEADS_PER_PAGE, readLeadList } from './leads-page.server.ts'

/** Records that somebody looks at a lead's contact details, before they are read. */
export function recordLook(db: Database, viewer: Viewer, id: string): Promise<RecordedAction> {
  return doAndRecord(db, { viewer, action: 'opened_lead', assessmentId: id }, lookedAtLead(id))
}

/** The same of a page of the list. Null when its address cannot be shown. */
export async function recordListLook(
  db: Database,
  viewer: Viewer,
  params: URLSearchParams,
): Promise<RecordedAction | null> {
  const { filters, before, errors } = readLeadList(params)
  if (errors.length > 0) return null
  return doAndRecord(
    db,
    { viewer, action: 'opened_leads' },
    lookedAtLeads({ filters, before, limit: LEADS_PER_PAGE }),
  )
}
