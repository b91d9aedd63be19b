// Generates both Prisma clients, unless they are there and fit the schema: `wrangler dev` watches the folder that they
// are in, and would build for ever if every build wrote them anew.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const stamp = new URL('../app/data/generated/inputs.sha256', import.meta.url)
const inputs = createHash('sha256')
  .update(readFileSync(new URL(import.meta.url)))
  .update(readFileSync(new URL('schema.prisma', import.meta.url)))
  .update(readFileSync(new URL(import.meta.resolve('prisma/package.json'))))
  .digest('hex')
if (stampedWith() === inputs) process.exit(0)
rmSync(stamp, { force: true })

// Prisma's CLI looks for its native schema engine before every command and would download it, although `generate` never
// runs it; naming any existing file instead keeps this step offline.
const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  encoding: 'utf8',
})
if (status !== 0) {
  process.stderr.write(`prisma generate failed:\n${stdout}${stderr}`)
  process.exit(status ?? 1)
}
dropCommentsFromInlineSchema()
writeFileSync(stamp, inputs)

/** The Worker's client carries the schema as text and parses it; without comments that is half the bytes. */
function dropCommentsFromInlineSchema() {
  const file = new URL('../app/data/generated/workerd/internal/class.ts', import.meta.url)
  const inlineSchema = /(?<="inlineSchema": )"(?:[^"\\]|\\.)*"/
  const code = readFileSync(file, 'utf8')
  if (!inlineSchema.test(code)) throw new Error(`No inlineSchema in ${file.pathname}: has Prisma renamed it?`)
  writeFileSync(
    file,
    code.replace(inlineSchema, (text) => JSON.stringify(JSON.parse(text).replace(/^\s*\/\/.*\n/gm, ''))),
  )
}

function stampedWith() {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return null
  }
}
