import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
} from 'playwright-core'

type Environment = Record<string, string>

interface Executable {
  path: string
  env: Environment
}

/** Nothing is measured by it: what takes longer has hung. */
const HANG_MS = 2 * 60_000

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export const FLAGS = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Secure cookies need the name; another program may have the same port of ::1.
  '--host-resolver-rules=MAP localhost 127.0.0.1',
  // Containers give /dev/shm 64 MB, and pages crash when it is full.
  '--disable-dev-shm-usage',
]

/**
 * Starts a headless Chromium: the one that CHROMIUM_PATH names, else one installed on the system, else the one that
 * npm brought. Its sandbox is on, except for root (Chromium refuses) and where the kernel forbids it to the user.
 * The caller closes it. Throws with the browser's own words when none starts.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { path, env } = await findExecutable()
  const launch = (chromiumSandbox: boolean) =>
    chromium.launch({ executablePath: path, env, args: FLAGS, chromiumSandbox, timeout: HANG_MS, ...options })
  if (process.getuid?.() === 0) return launch(false)
  try {
    return await launch(true)
  } catch (error) {
    if (!/sandbox|namespace/i.test(String(error))) throw error
    return launch(false)
  }
}

/** A browser profile of its own, whose pages are as patient as the tests. The caller closes it. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(HANG_MS)
  return context
}

async function findExecutable(): Promise<Executable> {
  const env = await writableHome()
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`)
    return { path: named, env }
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const installed = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES]
  const path = installed.find((candidate) => existsSync(candidate))
  return path ? { path, env } : packagedExecutable(env)
}

/** Chromium writes crash and font caches below HOME, which may be unset or someone else's. */
async function writableHome(): Promise<Environment> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined))
  if (process.env.HOME && existsSync(homedir())) return env as Environment
  const home = join(tmpdir(), `scorecard-home-${userId()}`)
  await mkdir(home, { recursive: true, mode: 0o700 })
  return { ...env, HOME: home }
}

/**
 * Unpacks `@sparticuz/chromium`. The package itself unpacks to fixed names in the temporary folder and takes what is
 * there, so that two processes, two users or two versions meet; here each version and user has a folder of its own,
 * filled aside and moved into place at once.
 */
async function packagedExecutable(env: Environment): Promise<Executable> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = entry.replace(/build.index\.js$/, 'package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `scorecard-chromium-${version}-${userId()}`)
  if (!existsSync(folder)) await unpack(entry, folder)
  if ((await stat(folder)).uid !== userId()) {
    throw new Error(`${folder} belongs to another user; remove it, or set CHROMIUM_PATH to a browser.`)
  }
  const path = join(folder, 'chromium')
  // The package's own fonts serve where the system has none: text without glyphs has no size to test.
  const plain = { ...env }
  if (!existsSync('/etc/fonts/fonts.conf')) plain.FONTCONFIG_PATH = join(folder, 'fonts')
  if (spawnSync(path, ['--version'], { env: plain, timeout: HANG_MS }).status === 0)
    return { path, env: plain }
  // Servers without a desktop lack NSS and its relations; the package brings them.
  return { path, env: { ...plain, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } }
}

async function unpack(entry: string, folder: string): Promise<void> {
  const aside = await mkdtemp(folder + '-unpacking-')
  // Not import.meta.resolve: Vitest does not have it.
  const program = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}
    await chromium.executablePath()`
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    // The package unpacks its shared libraries only where it believes to be on Lambda.
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TMPDIR: aside + sep,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
    encoding: 'utf8',
    timeout: HANG_MS,
  })
  try {
    if (child.status !== 0) throw new Error(`Unpacking Chromium to ${aside} failed: ${child.stderr}`)
    await rename(aside, folder)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    // Another process was quicker, and its copy is as good.
    if (!existsSync(join(folder, 'chromium'))) throw error
  }
}

function userId(): number {
  return process.getuid?.() ?? 0
}
