import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const stamp = new URL('../app/data/generated/inputs.sha256', import.meta.url)

/**
 * Generates both Prisma clients, unless they are there and fit the schema and Prisma's version: `wrangler dev` watches
 * the folder that they are in, and would build for ever if every build wrote them anew.
 * @returns whether they were generated now
 * @throws Error with what Prisma printed
 */
export function generateClients(): boolean {
  const inputs = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(new URL('schema.prisma', import.meta.url)))
    .update(readFileSync(require.resolve('prisma/package.json')))
    .digest('hex')
  if (readStamp() === inputs) return false
  rmSync(stamp, { force: true })

  // Prisma's CLI looks for its native schema engine before every command and would download it, although `generate`
  // never runs it; naming any existing file instead keeps this step offline.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [require.resolve('prisma/build/index.js'), 'generate'],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`)
  dropCommentsFromInlineSchema()
  writeFileSync(stamp, inputs)
  return true
}

/** The Worker's client carries the schema as text and parses it; without comments that is half the bytes. */
function dropCommentsFromInlineSchema(): void {
  const file = new URL('../app/data/generated/workerd/internal/class.ts', import.meta.url)
  const inlineSchema = /(?<="inlineSchema": )"(?:[^"\\]|\\.)*"/
  const code = readFileSync(file, 'utf8')
  if (!inlineSchema.test(code)) throw new Error(`No inlineSchema in ${file.pathname}: has Prisma renamed it?`)
  const withoutComments = (text: string) =>
    JSON.stringify((JSON.parse(text) as string).replace(/^\s*\/\/.*\n/gm, ''))
  writeFileSync(file, code.replace(inlineSchema, withoutComments))
}

function readStamp(): string | null {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return null
  }
}
