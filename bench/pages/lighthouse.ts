import lighthouse from 'lighthouse'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof CATEGORIES)[number]

export interface Audit {
  /** of 100 */
  scores: Record<Category, number>
  lcpMs: number
  cls: number
  tbtMs: number
  bytes: number
  requests: number
  domElements: number
}

/**
 * One run with Lighthouse's own settings for a phone: a simulated slow 4G and a CPU four times slower, with an empty cache.
 * @param port of a browser's remote debugging
 * @param cookie sent with every request
 */
export async function audit(url: string, port: number, cookie?: string): Promise<Audit> {
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'silent',
    onlyCategories: [...CATEGORIES],
    ...(cookie !== undefined && { extraHeaders: { Cookie: cookie } }),
  })
  if (!result) throw new Error(`Lighthouse has no result for ${url}.`)
  const { audits, categories, runtimeError } = result.lhr
  if (runtimeError) throw new Error(`Lighthouse could not load ${url}: ${runtimeError.message}`)
  const value = (id: string) => audits[id]?.numericValue ?? 0
  const items = (id: string) => (audits[id]?.details as { items?: unknown[] } | undefined)?.items ?? []
  return {
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
    ) as Audit['scores'],
    lcpMs: value('largest-contentful-paint'),
    cls: value('cumulative-layout-shift'),
    tbtMs: value('total-blocking-time'),
    bytes: value('total-byte-weight'),
    requests: items('network-requests').length,
    domElements: value('dom-size-insight') || value('dom-size'),
  }
}
