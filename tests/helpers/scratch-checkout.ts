import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm ci` and the project's own commands make, and what is nobody else's. */
const NOT_IN_A_CLONE = new Set([
  'node_modules',
  '.git',
  'build',
  '.data',
  '.wrangler',
  '.dev.vars',
  path.join('app', 'data', 'generated'),
])

export interface ScratchCheckout {
  folder: string
  /** The paths of all its files and folders, in order, but for node_modules, which all checkouts share. */
  files(): string[]
  delete(): void
}

/** A copy of the checkout as a fresh clone has it after `npm ci`: nothing is generated or built. */
export function createScratchCheckout(): ScratchCheckout {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scorecard-clone-'))
  cpSync(checkout, folder, {
    recursive: true,
    // Vite keeps its bundled configuration beside the original for a moment.
    filter: (source) =>
      !NOT_IN_A_CLONE.has(path.relative(checkout, source)) && !source.includes('.timestamp-'),
  })
  symlinkSync(path.join(checkout, 'node_modules'), path.join(folder, 'node_modules'))
  return {
    folder,
    files: () => listFiles(folder),
    delete: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Without even looking into node_modules: that takes longer than all the rest. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => {
      if (!entry.isDirectory()) return entry.name
      const inside = readdirSync(path.join(folder, entry.name), { recursive: true, encoding: 'utf8' })
      return [entry.name, ...inside.map((name) => path.join(entry.name, name))]
    })
    .sort()
}
