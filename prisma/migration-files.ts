import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations', import.meta.url))

export interface Migration {
  /** Folder name: a timestamp and a description. */
  name: string
  sql: string
  /** SHA-256 of the file in hexadecimal, as Prisma records it. */
  checksum: string
}

/**
 * The migrations of a folder, oldest first, in Prisma's layout `<timestamp>_<description>/migration.sql`.
 * @throws Error naming a folder that lacks its file
 */
export async function readMigrations(folder = MIGRATIONS_DIR): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(names.sort().map((name) => readMigration(folder, name)))
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const file = path.join(folder, name, 'migration.sql')
  const content = await readFile(file).catch((error: unknown) => {
    throw new Error(
      `Migration ${name} has no readable migration.sql. Restore the file or delete its folder.`,
      {
        cause: error,
      },
    )
  })
  return { name, sql: content.toString('utf8'), checksum: createHash('sha256').update(content).digest('hex') }
}
