import type { UtmTag } from './campaign.ts'

export interface Attribution {
  /** `utm_source`, else the host that the visitor came from */
  source: string | null
  medium: string | null
  campaign: string | null
  /** the tags that were kept, as a query with its question mark; empty without any */
  query: string
}

/** What a stored referrer says about where somebody came from. */
export function attributionOf(referrerSource: string | null): Attribution {
  const url = referrerSource !== null && URL.canParse(referrerSource) ? new URL(referrerSource) : null
  const tag = (name: UtmTag) => url?.searchParams.get(name) ?? null
  return {
    source: tag('utm_source') ?? url?.host ?? null,
    medium: tag('utm_medium'),
    campaign: tag('utm_campaign'),
    query: url?.search ?? '',
  }
}
