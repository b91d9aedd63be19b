// Generates both Prisma clients. Prisma's CLI looks for its native schema engine before every command and would
// download it, although `generate` never runs it; naming any existing file instead keeps this step offline.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  encoding: 'utf8',
})
if (status !== 0) {
  process.stderr.write(`prisma generate failed:\n${stdout}${stderr}`)
  process.exit(status ?? 1)
}
