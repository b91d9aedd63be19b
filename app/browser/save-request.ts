import type { StepAnswers } from './unsaved-answers.ts'

/** What became of a save. `refused` will not get better by trying again; `failed` may. */
export type SaveReply =
  /** `next` is the address of the next step, once this one is complete. */
  | { kind: 'saved'; next?: string }
  | { kind: 'expired' }
  /** Another browser carries the assessment on. */
  | { kind: 'moved' }
  /** The assessment is complete; its results are at `href`. */
  | { kind: 'completed'; href: string }
  | { kind: 'refused' }
  | { kind: 'failed'; retryAfterMs?: number }

/** Long enough for a slow mobile network, short enough to notice a dead one. */
const TIMEOUT_MS = 15_000

/**
 * Posts the changed answers. Never throws.
 * @param fetch the browser's, or a test's
 */
export async function postAnswers(
  fetch: typeof globalThis.fetch,
  url: string,
  answers: StepAnswers,
): Promise<SaveReply> {
  const abort = new AbortController()
  const timeout = setTimeout(() => abort.abort(), TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json', 'X-Requested-With': 'scorecard' },
      body: new URLSearchParams(answers),
      credentials: 'same-origin',
      // Lets the save finish when the visitor is already leaving the page.
      keepalive: true,
      signal: abort.signal,
    })
    return await readReply(response)
  } catch {
    return { kind: 'failed' }
  } finally {
    clearTimeout(timeout)
  }
}

async function readReply(response: Response): Promise<SaveReply> {
  const { status } = response
  if (status === 401 || status === 410) return { kind: 'expired' }
  if (status === 408 || status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('Retry-After'))
    return seconds > 0 ? { kind: 'failed', retryAfterMs: seconds * 1_000 } : { kind: 'failed' }
  }
  // A captive portal answers with a page of its own; only our own word counts as saved.
  const body = (await response.json().catch(() => null)) as Partial<Record<string, unknown>> | null
  if (body?.expired === true) return { kind: 'expired' }
  if (body?.moved === true) return { kind: 'moved' }
  const results = ownPath(body?.results)
  if (results) return { kind: 'completed', href: results }
  if (status >= 400) return { kind: 'refused' }
  if (body?.saved !== true) return { kind: 'failed' }
  const next = ownPath(body.next)
  return next ? { kind: 'saved', next } : { kind: 'saved' }
}

function ownPath(value: unknown): string | null {
  return typeof value === 'string' && /^\/[^/]/.test(value) ? value : null
}
