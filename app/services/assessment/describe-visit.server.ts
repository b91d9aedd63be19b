import type { VisitData } from '#app/data/roll-up/landings.server.ts'
import { attribute } from '#app/domain/visit/attribution.ts'
import { browserInfo } from '#app/domain/visit/browser-info.ts'
import { preferredLanguage } from '#app/domain/visit/preferred-language.ts'
import { trafficKind } from '#app/domain/visit/traffic.ts'

export interface Visit {
  /** cleaned: see `cleanReferrer` */
  referrer: string | null
  /** the page's own address */
  url: string
  userAgent: string | null
  acceptLanguage?: string | null | undefined
  abTestVariant: string | null
  /** what the landing page's form says of whose visit it is */
  traffic?: string | undefined
  /** in a frame of another site */
  embedded?: boolean
}

export function describeVisit(visit: Visit): VisitData {
  return {
    ...attribute(visit.referrer, new URL(visit.url).host, visit.embedded),
    abTestVariant: visit.abTestVariant,
    trafficKind: trafficKind(visit.url, visit.userAgent, visit.traffic),
    device: browserInfo(visit.userAgent).device,
    locale: preferredLanguage(visit.acceptLanguage ?? null),
  }
}
