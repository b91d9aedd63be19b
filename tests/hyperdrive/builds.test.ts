import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type MiniflareWorker, localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { DRIVER_ALIAS, type Driver, WORKER_BUNDLE } from '#dev/worker/deployable-build.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { startTestWorker } from '#tests/helpers/worker.ts'

const NOWHERE = 'postgresql://user:password@127.0.0.1:9/nowhere'
const NEON = localBindings({ url: NOWHERE, gateway: '127.0.0.1:9' })
const NO_DATABASE = localBindings({})

const started: MiniflareWorker[] = []
afterEach(async () => {
  for (const { miniflare } of started.splice(0)) await miniflare.dispose()
})

async function start(options: { driver: Driver; bindings: Record<string, string>; hyperdrive?: string }) {
  const logs: string[] = []
  const worker = await startBuiltWorker({ ...options, onLog: (line) => logs.push(line) })
  started.push(worker)
  const health = async () => {
    const response = await fetch(`${worker.url}/health`)
    return { status: response.status, body: (await response.json()) as { settings: string[] } }
  }
  return { visitor: new Visitor(worker.url), health, logs }
}

/** The package of each driver, as the source map of a bundle names what is in it. */
const PACKAGES: Record<Driver, string> = {
  neon: 'node_modules/@neondatabase/serverless/',
  hyperdrive: 'node_modules/pg/',
}

async function sourcesOf(bundle: string): Promise<string[]> {
  const map = JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as { sources: string[] }
  return map.sources
}

test.each(['neon', 'hyperdrive'] as const)(
  'the build for %s carries its own driver alone',
  async (driver) => {
    const sources = await sourcesOf(join(WORKER_BUNDLE[driver], 'main.js'))
    const carried = Object.entries(PACKAGES).filter(([, name]) => sources.some((path) => path.includes(name)))
    expect(carried.map(([name]) => name)).toEqual([driver])
  },
)

test.each(['neon', 'hyperdrive'] as const)(
  'the build for %s has what React is in production, whoever builds it',
  async (driver) => {
    const sources = await sourcesOf(join(WORKER_BUNDLE[driver], 'main.js'))
    const react = sources.filter((path) => path.includes('node_modules/react/cjs/'))
    expect(react.length).toBeGreaterThan(0)
    expect(react.filter((path) => !path.includes('.production.'))).toEqual([])
  },
)

test('what routes and jobs share is in the Worker once: Remix bundles pages alone', async () => {
  const folders = (await sourcesOf('build/server/index.js')).map((path) => /\/app\/(\w+)/.exec(path)?.[1])
  expect([...new Set(folders)].sort()).toEqual(['components', 'entry', 'root', 'routes', 'styles'])
})

test.each(['neon', 'hyperdrive'] as const)(
  'the build for %s has Remix and its router as modules, without what only browsers call',
  async (driver) => {
    const sources = await sourcesOf(join(WORKER_BUNDLE[driver], 'main.js'))
    const whole = sources.filter((path) =>
      /@remix-run\/server-runtime\/dist\/(?!esm\/)|react-router-dom\/server\.js$/.test(path),
    )
    expect(whole).toEqual([])
  },
)

test('wrangler.toml has the line that chooses Hyperdrive, as the builds under test are made with it', async () => {
  const [line] = Object.entries(DRIVER_ALIAS.hyperdrive).map(([from, to]) => `"${from}" = "${to}"`)
  expect(await readFile('wrangler.toml', 'utf8')).toContain(line)
})

test('a Worker built for Neon that finds a Hyperdrive says so, even where a database of Neon is set as well', async () => {
  for (const bindings of [NO_DATABASE, NEON]) {
    const { visitor, health, logs } = await start({ driver: 'neon', bindings, hyperdrive: NOWHERE })
    expect((await visitor.get('/')).status).toBe(500)
    const { status, body } = await health()
    expect({ status, ...body }).toMatchObject({ status: 503, healthy: false, problems: ['configuration'] })
    expect(body.settings).toEqual([expect.stringMatching(/^HYPERDRIVE is bound, but .* built for Neon/)])
    await expect.poll(() => logs.join()).toContain('HYPERDRIVE is bound, but this Worker was built for Neon')
  }
})

test('a Worker built for Hyperdrive that finds only DATABASE_URL says what is missing', async () => {
  const { visitor, health, logs } = await start({ driver: 'hyperdrive', bindings: NEON })
  expect((await visitor.get('/')).status).toBe(500)
  expect(await health()).toMatchObject({
    status: 503,
    body: {
      settings: [expect.stringMatching(/^HYPERDRIVE must be bound, because this Worker was built for it/)],
    },
  })
  await expect.poll(() => logs.join()).toContain('HYPERDRIVE must be bound')
})

test.each(['neon', 'hyperdrive'] as const)(
  'a Worker built for %s that finds no database names both ways to give it one',
  async (driver) => {
    const { health } = await start({ driver, bindings: NO_DATABASE })
    const { settings } = (await health()).body
    expect(settings).toEqual([expect.stringMatching(/^DATABASE_URL must be set, .* bound as HYPERDRIVE$/)])
  },
)

test('HYPERDRIVE as a variable is refused, and its value shown nowhere', async () => {
  const bindings = { ...NO_DATABASE, HYPERDRIVE: NOWHERE }
  const { health, logs } = await start({ driver: 'hyperdrive', bindings })
  const { settings } = (await health()).body
  expect(settings).toEqual([expect.stringMatching(/^HYPERDRIVE must be a Hyperdrive binding/)])
  expect(settings.join() + logs.join()).not.toContain(NOWHERE)
})

test('a DATABASE_URL that is left over from Neon does not matter where a Hyperdrive is bound', async () => {
  for (const left of [NOWHERE, 'not a URL']) {
    const worker = await startTestWorker({ DATABASE_URL: left, NEON_GATEWAY: left })
    const prospect = new Visitor(worker.url)
    await prospect.start()
    expect(await worker.db.assessmentSession.count()).toBe(1)
    await worker.close()
  }
})

test('a database that nobody listens at is a 503 page, and health says that it is away', async () => {
  const { visitor, health } = await start({
    driver: 'hyperdrive',
    bindings: NO_DATABASE,
    hyperdrive: NOWHERE,
  })
  expect((await visitor.post('/assessment/start')).status).toBe(503)
  expect(await health()).toMatchObject({ status: 503, body: { database: 'unreachable' } })
})
