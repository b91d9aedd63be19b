import type { Database } from '#app/data/database.server.ts'
import { type DayRange, type FunnelPeriod, readFunnelPeriods } from '#app/data/console/funnel.server.ts'
import { addDays } from '#app/domain/day.ts'
import { DAY } from '#app/domain/duration.ts'
import { FUNNEL_STAGES, type FunnelCounts, type FunnelFilter, funnelSteps } from '#app/domain/visit/funnel.ts'
import { TRAFFIC_KINDS, type TrafficKind } from '#app/domain/visit/traffic.ts'

const NOBODY = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, 0])) as FunnelCounts

/** The funnel of visitors in a period and in as long a one before it, and how many others were left out. */
export async function readFunnel(db: Database, range: DayRange, filter: FunnelFilter = {}) {
  const length = (Date.parse(range.to) - Date.parse(range.from)) / (DAY * 1000) + 1
  const before = { from: addDays(range.from, -length), to: addDays(range.from, -1) }
  const periods = await readFunnelPeriods(db, range, before.from, filter)
  const find = (current: boolean, kind: TrafficKind): FunnelPeriod =>
    periods.find((period) => period.current === current && period.trafficKind === kind) ?? {
      ...NOBODY,
      current,
      trafficKind: kind,
      underWay: 0,
    }
  const describe = (current: boolean) => {
    const visitors = find(current, 'visitor')
    return { steps: funnelSteps(visitors), underWay: visitors.underWay }
  }
  const leftOut = TRAFFIC_KINDS.filter((kind) => kind !== 'visitor').map((kind) => {
    const { landings, starts, completed } = find(true, kind)
    return { kind, landings, starts, completed }
  })
  return { range, before, current: describe(true), previous: describe(false), leftOut }
}
