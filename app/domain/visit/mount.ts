import { DEFAULT_LANGUAGE, type Language, isLanguage } from '#app/domain/language/languages.ts'

export const DEFAULT_SCORECARD = 'ai-readiness'

/** What the beginning of an address says of the page. */
export interface Mount {
  embedded: boolean
  language: Language
  scorecard: string
  /** of what is not published yet: nothing that is done there counts */
  preview?: boolean
}

export const DEFAULT_MOUNT: Mount = {
  embedded: false,
  language: DEFAULT_LANGUAGE,
  scorecard: DEFAULT_SCORECARD,
}

/** Nor what begins with encoded letters, which might be one of these. */
const WITHOUT_MOUNT =
  /^\/(?:[^/]*%|(?:ops|health|webhooks|csp-reports|robots\.txt|sitemap\.xml|\.well-known|embed\.js)(?:[/.]|$))/i

/**
 * What is not understood stays in the path.
 * @param scorecards slugs, besides the default one
 * @param drafts slugs of those that there is a draft of
 */
export function parseMount(
  pathname: string,
  scorecards: readonly string[] = [],
  drafts: readonly string[] = [],
): { mount: Mount; path: string } {
  let path = pathname
  const take = (isOne: (segment: string) => boolean): string | null => {
    const segment = /^\/([a-z\d-]+)(?=\/|$)/i.exec(path)?.[1]?.toLowerCase()
    if (segment === undefined || !isOne(segment)) return null
    path = path.slice(segment.length + 1)
    return segment
  }
  const preview = drafts.length > 0 && take((segment) => segment === 'preview') !== null
  const embedded = !preview && take((segment) => segment === 'embed') !== null
  const language = (take(isLanguage) as Language | null) ?? DEFAULT_LANGUAGE
  const scorecard =
    take((segment) => segment === DEFAULT_SCORECARD || (preview ? drafts : scorecards).includes(segment)) ??
    DEFAULT_SCORECARD
  const isNone = preview && !drafts.includes(scorecard)
  if (path !== pathname && (isNone || WITHOUT_MOUNT.test(path) || path.startsWith('//')))
    return { mount: DEFAULT_MOUNT, path: pathname }
  return {
    mount: { embedded, language, scorecard, ...(preview && { preview }) },
    path: path === '' ? '/' : path,
  }
}

/** '' where all is as usual; never with a slash at its end. */
export function mountPath({ embedded, language, scorecard, preview }: Mount): string {
  const segments = [
    ...(preview ? ['preview'] : []),
    ...(embedded ? ['embed'] : []),
    ...(language === DEFAULT_LANGUAGE ? [] : [language]),
    ...(scorecard === DEFAULT_SCORECARD ? [] : [scorecard]),
  ]
  return segments.map((segment) => `/${segment}`).join('')
}

/** `/privacy#request` is `/de/privacy#request`; an address of another origin, or a fragment or query alone, stays as it is. */
export function mountedPath(mount: Mount, path: string): string {
  if (!/^\/(?!\/)/.test(path)) return path
  const prefix = mountPath(mount)
  return prefix !== '' && /^\/(?=$|[?#])/.test(path) ? prefix + path.slice(1) : prefix + path
}

/** Everything else opens in a tab of its own. */
const IN_FRAMES = /^\/(?:$|assessment\/(?:start|step|results|forget)(?:\/|$)|privacy\/withdraw$)/

/** The page on privacy is where forgetting and withdrawing lead to. */
export function isShownInFrames(path: string): boolean {
  return IN_FRAMES.test(path) || path === '/privacy'
}

export function linkedPath(mount: Mount, path: string): string {
  const leaves = mount.embedded && !IN_FRAMES.test(path.replace(/[?#].*/, ''))
  return mountedPath(leaves ? { ...mount, embedded: false } : mount, path)
}
