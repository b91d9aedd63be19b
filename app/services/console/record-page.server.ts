import { type OpsActionRow, actionsPart } from '#app/data/console/ops-actions.server.ts'
import { OPS_ACTIONS, OPS_ACTION_NAMES, RECORD_FILTERS } from '#app/domain/console/ops-action.ts'
import type { Row } from '#app/domain/console/page-view.ts'
import { encodeCursor, readQuery } from '#app/domain/console/query.ts'
import type { ShowPage } from './console-page.server.ts'
import { tellAction, tellReason } from './tell-action.server.ts'

const PER_PAGE = 50

/** What was done on /ops, by whom and when, newest first. */
export const showRecord: ShowPage = async (read, { params }) => {
  const { values, before, errors } = readQuery(params, RECORD_FILTERS)
  const options = OPS_ACTION_NAMES.map((value) => ({ value, label: OPS_ACTIONS[value].words }))
  const filters = [
    { name: 'action', label: 'What', kind: 'select' as const, value: values.action ?? '', options },
  ]
  const view = {
    title: 'The record',
    lead: 'What was done here, by whom and when. It holds nothing personal: an address that Access vouched for is kept as a keyed hash.',
    filters,
    errors,
  }
  if (errors.length > 0) return { ...view, sections: [] }
  const rows = await read({ actions: actionsPart({ before, limit: PER_PAGE + 1, action: values.action }) })
  const actions = rows.actions.slice(0, PER_PAGE)
  const last = actions.at(-1)
  const address = (cursor: string | null) => {
    const query = new URLSearchParams({
      ...(values.action && { action: values.action }),
      ...(cursor !== null && { before: cursor }),
    }).toString()
    return query === '' ? '/ops/record' : `/ops/record?${query}`
  }
  return {
    ...view,
    first: before === null ? undefined : address(null),
    next:
      rows.actions.length > PER_PAGE && last
        ? address(encodeCursor({ time: last.at, id: last.id }))
        : undefined,
    sections: [
      {
        id: 'actions',
        title: 'Actions and looks',
        table: {
          caption: 'Everything on the record',
          columns: [
            { id: 'at', label: 'When', kind: 'time' },
            { id: 'actor', label: 'Who', kind: 'code' },
            { id: 'what', label: 'What' },
            { id: 'count', label: 'How many', kind: 'number' },
            { id: 'reason', label: 'Why' },
            { id: 'role', label: 'By the role', kind: 'state' },
            { id: 'assessment', label: 'Lead', kind: 'code' },
          ],
          rows: actions.map(rowOf),
          empty: 'Nothing has been done yet.',
        },
      },
    ],
  }
}

function rowOf(action: OpsActionRow): Row {
  const { at, actor, role, count, reason, assessmentId } = action
  return {
    cells: {
      at: at.toISOString(),
      actor,
      what: tellAction(action),
      count,
      reason: tellReason(reason),
      role,
      assessment: assessmentId,
    },
  }
}
