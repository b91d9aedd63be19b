import type { Answer, Call } from './endpoint.ts'
import { notFound, Refused } from './errors.ts'
import { objectTypeOf } from './portal.ts'
import type { PipelineDefinition } from './types.ts'

const SINCE = '2020-06-30T15:57:37.000Z'

function pipelineBody({ id, label, stages }: PipelineDefinition, displayOrder: number) {
  const common = { archived: false, createdAt: SINCE, updatedAt: SINCE }
  return {
    id,
    label,
    displayOrder,
    ...common,
    stages: stages.map((stage, position) => ({
      id: stage.id,
      label: stage.label,
      displayOrder: position,
      ...common,
      // Both values are text.
      metadata: { isClosed: String(stage.closed ?? false), probability: stage.probability.toFixed(1) },
      writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    })),
  }
}

function pipelines(call: Call) {
  const isDeals = objectTypeOf(call.params.objectType ?? '') === 'deals'
  return isDeals ? call.portal.options.pipelines.map(pipelineBody) : []
}

function pipeline(call: Call) {
  const found = pipelines(call).find(({ id }) => id === call.params.pipelineId)
  if (!found) throw new Refused(notFound())
  return found
}

/** `GET /crm/pipelines/.../deals`, not paged. */
export const listPipelines = (call: Call): Answer => ({ status: 200, body: { results: pipelines(call) } })

export const readPipeline = (call: Call): Answer => ({ status: 200, body: pipeline(call) })

export const listStages = (call: Call): Answer => ({ status: 200, body: { results: pipeline(call).stages } })

/** `GET /crm/owners/...`: everybody who can own a record, on one page. */
export const listOwners = ({ portal }: Call): Answer => ({
  status: 200,
  body: {
    results: (portal.options.owners ?? []).map((id) => ({
      id,
      email: `owner-${id}@example.com`,
      type: 'PERSON',
      archived: false,
      createdAt: SINCE,
      updatedAt: SINCE,
    })),
  },
})

/** `GET /account-info/.../details`: the portal's id and the time zone in which its day ends. */
export function accountDetails({ portal }: Call): Answer {
  const { portalId, timeZone } = portal.options
  const offsetMs = zoneOffsetMs(timeZone, portal.now())
  const minutes = Math.abs(offsetMs) / 60_000
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return {
    status: 200,
    body: {
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: [],
      utcOffset: `${offsetMs < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`,
      utcOffsetMilliseconds: offsetMs,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  }
}

function zoneOffsetMs(timeZone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  const size = (Number(match[2]) * 60 + Number(match[3])) * 60_000
  return match[1] === '-' ? -size : size
}
