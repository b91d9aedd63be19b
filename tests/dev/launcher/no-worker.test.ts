import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { alive, createLaunchFolder, freePorts, startLauncher } from '#tests/helpers/launcher.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const CONFIG = `name = "launched"
main = "worker.js"
compatibility_date = "2026-11-17"
[build]
command = "node build.mjs"
watch_dir = ["page.txt"]
[assets]
directory = "build/client"
`
/** Refuses a page as a compiler would. */
const BUILD = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const page = readFileSync('page.txt', 'utf8')
if (page === 'broken') {
  console.error('page.txt:1:1: ERROR: this page is broken')
  process.exit(1)
}
mkdirSync('build/client', { recursive: true })
writeFileSync('build/client/page.txt', page)
`
const GOOD_WORKER = "export default { fetch: () => new Response('the Worker') }\n"

test('a Worker that does not build is reported with what the build said, at its address, until it does', async () => {
  const folder = createLaunchFolder({
    'wrangler.toml': CONFIG,
    'build.mjs': BUILD,
    'page.txt': 'broken',
    'worker.js': GOOD_WORKER,
  })
  const save = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const ports = await freePorts()
  const ask = (path: string, accept = 'text/html') => get(ports, path, accept)

  const run = startLauncher(folder, ports)
  await run.printed('waits for a Worker')

  expect(run.output()).toContain('page.txt:1:1: ERROR: this page is broken')
  expect(run.output()).not.toContain('runs on this machine')
  expect(await ask('/')).toMatchObject({
    status: 503,
    text: expect.stringContaining('page.txt:1:1') as string,
  })

  save('page.txt', 'first')
  await run.ready()
  expect(await ask('/')).toEqual({ status: 200, text: 'the Worker' })
  expect(await ask('/page.txt')).toEqual({ status: 200, text: 'first' })

  save('worker.js', 'export default {\n')
  await expect.poll(() => ask('/', 'text/plain')).toMatchObject({ status: 503 })
  expect((await ask('/', 'text/plain')).text).toMatch(
    /^The Worker does not build: worker\.js:2:1\n[^]*Expected identifier but found end of file/,
  )

  save('worker.js', `${GOOD_WORKER}throw new Error('while loading')\n`)
  await expect.poll(async () => (await ask('/', 'application/json')).text).toContain('while loading')
  expect(JSON.parse((await ask('/', 'application/json')).text)).toMatchObject({
    error: 'no_worker',
    title: 'The Worker does not start',
    message: expect.stringContaining("2 | throw new Error('while loading')") as string,
    place: { file: 'worker.js', line: 2, column: 7 },
  })

  save('worker.js', GOOD_WORKER)
  await expect.poll(() => ask('/')).toEqual({ status: 200, text: 'the Worker' })

  rmSync(join(folder, 'build'), { recursive: true })
  expect(await ask('/page.txt')).toEqual({ status: 200, text: 'first' })

  save('.dev.vars', 'RETENTION_DAYS=soon\n')
  await expect
    .poll(async () => (await ask('/')).text)
    .toContain('RETENTION_DAYS must be a whole number of days')
  rmSync(join(folder, '.dev.vars'))
  await expect.poll(() => ask('/page.txt')).toEqual({ status: 200, text: 'first' })

  const started = run.descendants()
  run.process.kill('SIGINT')
  expect(await run.ended()).toMatchObject({ code: 0 })
  await expect.poll(() => alive(started)).toEqual([])
})

test('a second launcher in a folder is led to the first; stopped while it builds, the first leaves nothing running', async () => {
  const folder = createLaunchFolder({
    'wrangler.toml': `name = "launched"
      main = "worker.js"
      compatibility_date = "2026-11-17"
      build = { command = "echo started >&2; exec sleep 1000" }`,
  })
  const ports = await freePorts()
  const first = startLauncher(folder, ports)
  await first.printed('[worker] building')

  const second = await startLauncher(folder, await freePorts()).ended()
  const started = first.descendants()
  first.process.kill('SIGINT')

  expect(second.code).toBe(1)
  expect(second.output).toContain(
    `The local cloud is already running in this folder: http://localhost:${ports.PORT}`,
  )
  expect(await first.ended()).toMatchObject({ code: 0 })
  expect(first.output()).not.toContain('runs on this machine')
  await expect.poll(() => alive(started)).toEqual([])
})

test('a product that the launcher cannot load is shown at the address too, and the next save starts everything', async () => {
  const checkout = createScratchCheckout()
  onTestFinished(() => checkout.delete())
  const source = join(checkout.folder, 'prisma/seed-leads.ts')
  const folder = createLaunchFolder({ 'worker.js': GOOD_WORKER })
  const ports = await freePorts()
  const good = readFileSync(source, 'utf8')
  writeFileSync(source, `${good}export const broken = {\n`)

  const run = startLauncher(folder, ports, checkout.folder)
  await run.printed('the next save starts everything')
  const shown = await get(ports, '/', 'text/html')
  writeFileSync(source, good)
  await run.ready()

  expect(shown.status).toBe(503)
  expect(shown.text).toMatch(/prisma\/seed-leads\.ts:\d+[^]*export const broken = \{/)
  expect(await get(ports, '/', 'text/html')).toEqual({ status: 200, text: 'the Worker' })
})

async function get(
  ports: Record<string, string>,
  path: string,
  accept: string,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://localhost:${ports.PORT}${path}`, { headers: { Accept: accept } })
  return { status: response.status, text: await response.text() }
}
