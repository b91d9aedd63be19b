import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SCHEMA = 'prisma/schema.prisma'
const GENERATED = 'app/data/generated'
/** Inside the folder: what it was generated from. */
const STAMP = 'inputs.sha256'

/**
 * Generates both Prisma clients, unless they are there and fit the schema and Prisma's version. They are made elsewhere and
 * put in place whole: commands that begin at the same moment do not see half of them, and another copy of the checkout,
 * whose files may be linked to these, keeps its own.
 * @returns whether they were generated now
 * @throws Error with what Prisma printed
 */
export function generateClients(): boolean {
  const inputs = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(path.join(ROOT, SCHEMA)))
    .update(readFileSync(require.resolve('prisma/package.json')))
    .digest('hex')
  if (isGeneratedFrom(inputs)) return false
  mkdirSync(path.join(ROOT, '.data'), { recursive: true })
  const workshop = mkdtempSync(path.join(ROOT, '.data/generate-'))
  try {
    generateIn(workshop)
    writeFileSync(path.join(workshop, GENERATED, STAMP), inputs)
    putInPlace(path.join(workshop, GENERATED), inputs)
    return true
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

/**
 * The models that the Worker calls. What its client would carry of the others is 10 KiB gzip: their tables are read and written in SQL.
 * Whatever calls another one fails `tests/unit/worker-models.test.ts`.
 */
export const MODELS_IN_WORKER = [
  'Assessment',
  'AssessmentSession',
  'EmailMessage',
  'AccessLink',
  'HubspotSyncState',
  'Pause',
  'PrivacyRequest',
  'Erasure',
  'ContactMark',
  'ScoreSpread',
]

const WORKER_CLIENT = path.join(GENERATED, 'workerd/internal/class.ts')
const CONFIG = /^const config: [\s\S]*?(?=^config\.compilerWasm = )/m

function generateIn(workshop: string): void {
  const schema = withoutRelations(readFileSync(path.join(ROOT, SCHEMA), 'utf8'))
  runPrisma(workshop, schema)
  const small = path.join(workshop, 'worker')
  runPrisma(small, onlyInWorker(schema))
  const config = CONFIG.exec(readFileSync(path.join(small, WORKER_CLIENT), 'utf8'))?.[0] ?? ''
  rmSync(small, { recursive: true })
  const client = path.join(workshop, WORKER_CLIENT)
  rewrite(client, CONFIG, () => config)
  // The Worker's client carries the schema as text and parses it; without comments and columns that is half the bytes.
  rewrite(client, /(?<="inlineSchema": )"(?:[^"\\]|\\.)*"/, (text) =>
    JSON.stringify((JSON.parse(text) as string).replace(/^\s*\/\/.*\n/gm, '').replace(/ +/g, ' ')),
  )
  // What its queries can be of is in Base64, which hides from gzip what repeats: 7 of 22 KiB. Its Buffer takes bytes as well.
  rewrite(client, /(?<=graph: )"[\w-]{9,}"/, (text) => {
    const graph = Buffer.from(JSON.parse(text) as string, 'base64url')
    return `Uint8Array.from(${JSON.stringify(graph.toString('latin1'))}, (byte) => byte.charCodeAt(0))`
  })
}

/** On a copy of the schema, to which its outputs are relative. */
function runPrisma(workshop: string, text: string): void {
  const schema = path.join(workshop, SCHEMA)
  mkdirSync(path.dirname(schema), { recursive: true })
  writeFileSync(schema, text)
  const cli = require.resolve('prisma/build/index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate', '--schema', schema], {
    cwd: ROOT,
    encoding: 'utf8',
    // Prisma's CLI looks for its native schema engine before every command and would download it, although `generate`
    // never runs it; naming any existing file instead keeps this step offline.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  })
  if (status !== 0) {
    // The copy has gone by the time that somebody reads this.
    const output = `${stdout}${stderr}`.replaceAll(`${path.relative(ROOT, workshop)}${path.sep}`, '')
    throw new Error(`prisma generate failed:\n${output}`)
  }
}

function onlyInWorker(schema: string): string {
  return schema
    .replace(/^generator node \{[\s\S]*?^\}\n/m, '')
    .replace(/^model (\w+) \{[\s\S]*?^\}\n/gm, (model, name: string) =>
      MODELS_IN_WORKER.includes(name) ? model : '',
    )
}

/**
 * What only migrations need. Model calls go by columns: a client that knows the ways between tables is 7 KiB gzip more
 * in the Worker.
 */
function withoutRelations(schema: string): string {
  const models = [...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name)
  const relation = new RegExp(String.raw`^ +\w+ +(?:${models.join('|')})(?:\[\]|\?)?(?: .*)?\n`, 'gm')
  return schema.replace(relation, '').replace(/^ +@@index\(.*\n/gm, '')
}

function rewrite(file: string, place: RegExp, by: (text: string) => string): void {
  const code = readFileSync(file, 'utf8')
  if (!place.test(code)) throw new Error(`Nothing in ${file} fits ${place}: has Prisma renamed it?`)
  writeFileSync(file, code.replace(place, by))
}

function putInPlace(made: string, inputs: string): void {
  if (isGeneratedFrom(inputs)) return
  rmSync(path.join(ROOT, GENERATED), { recursive: true, force: true })
  try {
    renameSync(made, path.join(ROOT, GENERATED))
  } catch (error) {
    // Another command was quicker, with the same.
    if (!isGeneratedFrom(inputs)) throw error
  }
}

function isGeneratedFrom(inputs: string): boolean {
  try {
    return readFileSync(path.join(ROOT, GENERATED, STAMP), 'utf8') === inputs
  } catch {
    return false
  }
}
