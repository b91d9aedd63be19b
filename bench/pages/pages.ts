import { gzipSync } from 'node:zlib'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { type Figure, median, progress } from '#bench/figure.ts'
import { PEERS, type Peer, servePeers } from '#bench/peers/page-peers.ts'
import { touchFigures, wireFigures } from './assessment.ts'
import { ECO_INDEX_A, ecoIndex } from './eco-index.ts'
import { type Audit, type Category, audit } from './lighthouse.ts'
import { type PagesSite, withPagesSite } from './pages-site.ts'

const RUNS = Number(process.env.BENCH_LIGHTHOUSE_RUNS ?? 5)
const KIB = 1024

const OWN = ['landing', 'step', 'results', 'privacy'] as const
type Own = (typeof OWN)[number]

/** Of results nothing may be found by search engines. */
const UNINDEXED = new Set<Own>(['results'])

/** The prospects' pages as a phone shows them, in turns with those of others. */
export async function pages(): Promise<Figure[]> {
  return withPagesSite(async (site) => [
    ...(await assetFigures()),
    ...(await wireFigures(site)),
    ...(await touchFigures(site)),
    ...(await lighthouseFigures(site)),
  ])
}

async function assetFigures(): Promise<Figure[]> {
  const folder = join(CLIENT_ASSETS, 'assets')
  const names = await readdir(folder)
  const kib = async (pattern: RegExp) => {
    const files = names.filter((name) => pattern.test(name))
    const sizes = await Promise.all(
      files.map(async (name) => gzipSync(await readFile(join(folder, name))).byteLength),
    )
    return sizes.reduce((total, size) => total + size, 0) / KIB
  }
  return [
    {
      name: 'pages_script_gz_kib',
      value: await kib(/^(?:quiz|challenge)-[0-9a-f]{8}\.js$/),
      unit: 'KiB',
      limit: 8,
    },
    { name: 'pages_css_gz_kib', value: await kib(/^index-.*\.css$/), unit: 'KiB', limit: 8 },
  ]
}

async function lighthouseFigures({ url, debuggingPort }: PagesSite): Promise<Figure[]> {
  await using peers = await servePeers()
  const visitor = new Visitor(url.replace('localhost', '127.0.0.1'))
  await visitor.start()
  const finisher = new Visitor(url.replace('localhost', '127.0.0.1'))
  await finisher.start()
  const results = await finisher.complete('C')
  const cookieOf = ({ cookies }: Visitor) =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask: Record<Own | Peer, () => Promise<Audit>> = {
    landing: () => audit(`${url}/`, debuggingPort),
    step: () => audit(`${url}/assessment/step/1`, debuggingPort, cookieOf(visitor)),
    results: () => audit(new URL(results, url).href, debuggingPort, cookieOf(finisher)),
    privacy: () => audit(`${url}/privacy`, debuggingPort),
    plain: () => audit(`${peers.url}/plain`, debuggingPort),
    formbricks: () => audit(`${peers.url}/formbricks`, debuggingPort),
    surveyjs: () => audit(`${peers.url}/surveyjs`, debuggingPort),
  }
  const audits = Object.fromEntries([...OWN, ...PEERS].map((name) => [name, [] as Audit[]])) as Record<
    Own | Peer,
    Audit[]
  >
  for (let run = 0; run < RUNS; run += 1) {
    progress(`  Lighthouse, turn ${run + 1} of ${RUNS}`)
    for (const name of [...PEERS, ...OWN]) audits[name].push(await ask[name]())
  }
  return [
    ...PEERS.flatMap((peer) => peerFigures(peer, audits[peer])),
    ...OWN.flatMap((page) => ownFigures(page, audits[page], audits.plain)),
  ]
}

const middle = (audits: readonly Audit[], value: (audit: Audit) => number) => median(audits.map(value))

function peerFigures(peer: Peer, audits: readonly Audit[]): Figure[] {
  return [
    {
      name: `pages_${peer}_score`,
      value: middle(audits, ({ scores }) => scores.performance),
      unit: 'points',
    },
    { name: `pages_${peer}_lcp_ms`, value: middle(audits, ({ lcpMs }) => lcpMs), unit: 'ms' },
    { name: `pages_${peer}_tbt_ms`, value: middle(audits, ({ tbtMs }) => tbtMs), unit: 'ms' },
    { name: `pages_${peer}_kib`, value: middle(audits, ({ bytes }) => bytes) / KIB, unit: 'KiB' },
  ]
}

function ownFigures(page: Own, audits: readonly Audit[], plain: readonly Audit[]): Figure[] {
  const lcpMs = middle(audits, (run) => run.lcpMs)
  const tbtMs = middle(audits, (run) => run.tbtMs)
  const noiseMs = Math.max(...plain.map((run) => run.tbtMs))
  const scored = (['performance', 'accessibility', 'best-practices', 'seo'] as const).map(
    (category: Category): Figure => {
      const atLeast = category === 'seo' && UNINDEXED.has(page) ? undefined : 100
      const value = middle(audits, ({ scores }) => scores[category])
      return {
        name: `pages_${page}_${category.replace('-', '_')}`,
        value,
        unit: 'points',
        ...(atLeast && { atLeast }),
      }
    },
  )
  return [
    ...scored,
    { name: `pages_${page}_lcp_ms`, value: lcpMs, unit: 'ms', limit: 900 },
    {
      name: `pages_${page}_lcp_ratio`,
      value: lcpMs / middle(plain, (run) => run.lcpMs),
      unit: 'ratio',
      limit: 1.25,
    },
    { name: `pages_${page}_cls`, value: middle(audits, ({ cls }) => cls), unit: 'shift', limit: 0 },
    { name: `pages_${page}_tbt_ms`, value: tbtMs, unit: 'ms' },
    { name: `pages_${page}_tbt_over_plain_ms`, value: Math.max(0, tbtMs - noiseMs), unit: 'ms', limit: 0 },
    { name: `pages_${page}_kib`, value: middle(audits, ({ bytes }) => bytes) / KIB, unit: 'KiB' },
    {
      name: `pages_${page}_eco_index`,
      value: middle(audits, ecoIndex),
      unit: 'points',
      atLeast: ECO_INDEX_A + 1,
    },
  ]
}
