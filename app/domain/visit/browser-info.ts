import { isProgram } from './traffic.ts'

export const DEVICES = ['desktop', 'mobile', 'tablet', 'bot', 'unknown'] as const

/** Too coarse to tell visitors apart. */
export interface BrowserInfo {
  browser: string
  os: string
  device: (typeof DEVICES)[number]
}

// The first match counts: most browsers also name those they descend from.
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

const TABLET = /\biPad\b|\bTablet\b|\bAndroid\b(?!.*\bMobile\b)/
const MOBILE = /\biPhone\b|\biPod\b|\bMobile\b/

export function browserInfo(userAgent: string | null | undefined): BrowserInfo {
  const text = (userAgent ?? '').slice(0, 1000)
  const os = firstMatch(SYSTEMS, text)
  return { browser: firstMatch(BROWSERS, text), os, device: detectDevice(text, os) }
}

function detectDevice(text: string, os: string): BrowserInfo['device'] {
  if (text !== '' && isProgram(text)) return 'bot'
  if (TABLET.test(text)) return 'tablet'
  if (MOBILE.test(text)) return 'mobile'
  return os === 'other' ? 'unknown' : 'desktop'
}

function firstMatch(table: readonly [RegExp, string][], text: string): string {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}

const SEPARATOR = '; '

/** What a session keeps of the header. Null: none was sent. */
export function storedBrowser(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null
  const { browser, os, device } = browserInfo(userAgent)
  return [browser, os, device].join(SEPARATOR)
}

export function parseStoredBrowser(stored: string | null): BrowserInfo {
  const unknown = browserInfo(null)
  const [browser = unknown.browser, os = unknown.os, device] = (stored ?? '').split(SEPARATOR).filter(Boolean)
  return { browser, os, device: DEVICES.find((known) => known === device) ?? unknown.device }
}
