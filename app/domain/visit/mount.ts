import { DEFAULT_LANGUAGE, type Language, isLanguage } from '#app/domain/language/languages.ts'

export const DEFAULT_SCORECARD = 'ai-readiness'

/** Where a page stands: what the beginning of its address says of it. */
export interface Mount {
  embedded: boolean
  language: Language
  /** slug */
  scorecard: string
}

export const DEFAULT_MOUNT: Mount = {
  embedded: false,
  language: DEFAULT_LANGUAGE,
  scorecard: DEFAULT_SCORECARD,
}

/** Exist once, whatever the language: in front of them a prefix leads nowhere. */
const WITHOUT_MOUNT =
  /^\/(?:ops|health|webhooks|csp-reports|robots\.txt|sitemap\.xml|\.well-known|embed\.js)(?:[/.]|$)/i

/**
 * `/embed/de/quick-check/assessment/step/1` is `/assessment/step/1` of a mount. What is not understood stays in the path, where no
 * route has it.
 * @param scorecards the slugs that there are, besides the default one
 */
export function parseMount(
  pathname: string,
  scorecards: readonly string[] = [],
): { mount: Mount; path: string } {
  let path = pathname
  const take = (isOne: (segment: string) => boolean): string | null => {
    const segment = /^\/([a-z\d-]+)(?=\/|$)/i.exec(path)?.[1]?.toLowerCase()
    if (segment === undefined || !isOne(segment)) return null
    path = path.slice(segment.length + 1)
    return segment
  }
  const embedded = take((segment) => segment === 'embed') !== null
  const language = (take(isLanguage) as Language | null) ?? DEFAULT_LANGUAGE
  const scorecard =
    take((segment) => segment === DEFAULT_SCORECARD || scorecards.includes(segment)) ?? DEFAULT_SCORECARD
  if (path !== pathname && (WITHOUT_MOUNT.test(path) || path.startsWith('//')))
    return { mount: DEFAULT_MOUNT, path: pathname }
  return { mount: { embedded, language, scorecard }, path: path === '' ? '/' : path }
}

/** The beginning of the addresses of a mount, without a slash at its end: '' where all is as usual. */
export function mountPath({ embedded, language, scorecard }: Mount): string {
  const segments = [
    ...(embedded ? ['embed'] : []),
    ...(language === DEFAULT_LANGUAGE ? [] : [language]),
    ...(scorecard === DEFAULT_SCORECARD ? [] : [scorecard]),
  ]
  return segments.map((segment) => `/${segment}`).join('')
}

/**
 * Where a path of a route stands in a mount: `/privacy#request` is `/de/privacy#request`.
 * @param path of a route; an address of another origin, or a fragment or a query alone, stays as it is
 */
export function mountedPath(mount: Mount, path: string): string {
  if (!/^\/(?!\/)/.test(path)) return path
  const prefix = mountPath(mount)
  return prefix !== '' && /^\/(?=$|[?#])/.test(path) ? prefix + path.slice(1) : prefix + path
}

/** What a frame shows and its own forms lead to, of routes' paths. Everything else opens in a tab of its own. */
const IN_FRAMES = /^\/(?:$|assessment\/(?:start|step|results|forget)(?:\/|$)|privacy\/withdraw$)/

/** The page on privacy is where forgetting and withdrawing lead to. */
export function isShownInFrames(path: string): boolean {
  return IN_FRAMES.test(path) || path === '/privacy'
}

/** @returns where a link leads to: in a frame, to a page that is shown there or to one that is not */
export function linkedPath(mount: Mount, path: string): string {
  const leaves = mount.embedded && !IN_FRAMES.test(path.replace(/[?#].*/, ''))
  return mountedPath(leaves ? { ...mount, embedded: false } : mount, path)
}
