import type { FunnelPeriod } from '#app/data/console/funnel.server.ts'
import { FUNNEL_STAGES, type FunnelCounts, funnelSteps } from '#app/domain/visit/funnel.ts'
import { TRAFFIC_KINDS, type TrafficKind } from '#app/domain/visit/traffic.ts'

const NOBODY = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, 0])) as FunnelCounts

/** The funnel of visitors in a period and in the one before it, and how many others were left out. @param steps see `funnelSteps` */
export function summarizeFunnel(periods: readonly FunnelPeriod[], steps: number) {
  const find = (current: boolean, kind: TrafficKind) =>
    periods.find((period) => period.current === current && period.trafficKind === kind) ?? {
      ...NOBODY,
      underWay: 0,
    }
  const describe = (current: boolean) => {
    const counts = find(current, 'visitor')
    return { counts, steps: funnelSteps(counts, steps), underWay: counts.underWay }
  }
  const leftOut = TRAFFIC_KINDS.filter((kind) => kind !== 'visitor').map((kind) => {
    const { landings, starts, completed } = find(true, kind)
    return { kind, landings, starts, completed }
  })
  return { current: describe(true), previous: describe(false), leftOut }
}
export type FunnelSummary = ReturnType<typeof summarizeFunnel>
