import { gzipSync } from 'node:zlib'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { type Driver, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { builtWorkerForHyperdrive } from './built-worker.ts'
import { withBenchDatabase } from './database.ts'
import type { Figure } from './figure.ts'
import { languageBytes } from './language-bytes.ts'

const BYTES_A_KIB = 1024

/** What is uploaded to Cloudflare, and what a prospect's browser receives beside the page itself; all gzipped. */
export async function sizes(): Promise<Figure[]> {
  await builtWorkerForHyperdrive()
  const workers: Figure[] = [
    { name: 'worker_gz_kib', value: await uploadKib('neon'), unit: 'KiB', limit: 1200 },
    { name: 'hyperdrive_worker_gz_kib', value: await uploadKib('hyperdrive'), unit: 'KiB', limit: 1200 },
  ]
  const pages = await withBenchDatabase(async ({ url, gateway }) => {
    const { url: origin, miniflare } = await startBuiltWorker({
      bindings: localBindings({ url, gateway: gateway.address }),
    })
    try {
      return [...(await measurePages(new Visitor(origin))), ...(await languageBytes(origin))]
    } finally {
      await miniflare.dispose()
    }
  })
  return [...workers, ...pages]
}

/** @returns what a deployment uploads, gzipped */
async function uploadKib(driver: Driver): Promise<number> {
  const modules = await readWorkerModules(driver)
  // One stream over all modules, as wrangler counts for its "Total Upload".
  const upload = gzipSync(await new Blob(modules.map(({ contents }) => contents)).bytes())
  return upload.byteLength / BYTES_A_KIB
}

async function measurePages(visitor: Visitor): Promise<Figure[]> {
  const landing = await sent(visitor, '/')
  await visitor.start()
  const step = await sent(visitor, '/assessment/step/1')
  const results = await sent(visitor, await visitor.complete())
  const routes = { landing, step, results }
  return Object.entries(routes).flatMap(([route, { js, css }]): Figure[] => [
    { name: `quiz_js_gz_kib_${route}`, value: js / BYTES_A_KIB, unit: 'KiB', limit: 10 },
    { name: `quiz_css_gz_kib_${route}`, value: css / BYTES_A_KIB, unit: 'KiB' },
  ])
}

/** @returns the gzipped bytes of the scripts and style sheets that a page brings, in it and by reference */
async function sent(visitor: Visitor, path: string): Promise<{ js: number; css: number }> {
  const response = await visitor.get(path)
  const page = await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`)
  const scripts = await Promise.all([...scriptsOf(page)].map((reference) => loadScript(visitor, reference)))
  const styles = await Promise.all([...stylesOf(page)].map((reference) => load(visitor, reference)))
  return {
    js: gzippedSize([...scripts.flat(), ...inlineOf(page, 'script')]),
    css: gzippedSize([...styles, ...inlineOf(page, 'style')]),
  }
}

function scriptsOf(page: string): Set<string> {
  const scripts = tagsOf(page, 'script').map((tag) => attribute(tag, 'src'))
  const preloads = tagsOf(page, 'link').filter((tag) => /modulepreload|as="script"/.test(tag))
  return present([...scripts, ...preloads.map((tag) => attribute(tag, 'href'))])
}

function stylesOf(page: string): Set<string> {
  const sheets = tagsOf(page, 'link').filter((tag) => attribute(tag, 'rel') === 'stylesheet')
  return present(sheets.map((tag) => attribute(tag, 'href')))
}

/** A script and all that it imports in turn. */
async function loadScript(visitor: Visitor, reference: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(reference)) return []
  seen.add(reference)
  const code = await load(visitor, reference)
  const imports = [...code.matchAll(/(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+|\/[^"']+)["']/g)]
  const imported: string[] = []
  for (const [, target = ''] of imports) {
    const { pathname } = new URL(target, new URL(reference, 'http://localhost'))
    imported.push(...(await loadScript(visitor, pathname, seen)))
  }
  return [code, ...imported]
}

async function load(visitor: Visitor, reference: string): Promise<string> {
  if (/^([a-z]+:)?\/\//i.test(reference)) throw new Error(`The page loads ${reference}, which is not ours.`)
  const response = await visitor.get(reference)
  if (response.status !== 200)
    throw new Error(`The page loads ${reference}, which answered ${response.status}.`)
  return response.text()
}

function tagsOf(page: string, element: string): string[] {
  return page.match(new RegExp(`<${element}\\b[^>]*>`, 'gi')) ?? []
}

function inlineOf(page: string, element: string): string[] {
  const elements = page.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, 'gi'))
  return [...elements].map(([, text = '']) => text).filter((text) => text !== '')
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
}

function present(references: (string | undefined)[]): Set<string> {
  return new Set(references.filter((reference) => reference !== undefined))
}

function gzippedSize(texts: string[]): number {
  return texts.reduce((total, text) => total + gzipSync(text).byteLength, 0)
}
