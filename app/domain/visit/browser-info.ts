/** What is kept of a browser for statistics: too coarse to tell visitors apart. Stored in `browserInfo`. */
export interface BrowserInfo {
  browser: string
  os: string
  device: 'desktop' | 'mobile' | 'tablet' | 'bot' | 'unknown'
}

const USER_AGENT_MAX_LENGTH = 300

// The first match counts: most browsers also carry the names of those they descend from.
const BROWSERS: readonly [RegExp, string][] = [
  [/\b(?:Edg|EdgA|EdgiOS|Edge)\//, 'Edge'],
  [/\b(?:OPR|Opera|OPT|OPiOS)\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/\b(?:iPhone|iPad|iPod)\b.*\bAppleWebKit\//, 'Safari'],
]

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

const BOT =
  /bot\b|crawler|spider|slurp|headless|preview|facebookexternalhit|^(?:curl|wget|python|go-http|java|node)\b/i
const TABLET = /\biPad\b|\bTablet\b|\bAndroid\b(?!.*\bMobile\b)/
const MOBILE = /\biPhone\b|\biPod\b|\bMobile\b/

/** @param userAgent the header as sent; null when there was none */
export function browserInfo(userAgent: string | null | undefined): BrowserInfo {
  const text = (userAgent ?? '').slice(0, 1000)
  const os = firstMatch(SYSTEMS, text)
  return { browser: firstMatch(BROWSERS, text), os, device: detectDevice(text, os) }
}

function detectDevice(text: string, os: string): BrowserInfo['device'] {
  if (BOT.test(text)) return 'bot'
  if (TABLET.test(text)) return 'tablet'
  if (MOBILE.test(text)) return 'mobile'
  return os === 'other' ? 'unknown' : 'desktop'
}

function firstMatch(table: readonly [RegExp, string][], text: string): string {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}

/**
 * A user agent fit to be stored for the life of a session: one line, cut to 300 characters, without the e-mail and
 * web addresses that some programs put there.
 * @returns null when nothing is left
 */
export function cleanUserAgent(userAgent: string | null | undefined): string | null {
  const cleaned = (userAgent ?? '')
    .slice(0, 1000)
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/%40/g, '@')
    .split(' ')
    .filter((word) => !word.includes('@') && !word.includes('://'))
    .join(' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, USER_AGENT_MAX_LENGTH)
    .trim()
  return cleaned === '' ? null : cleaned
}
