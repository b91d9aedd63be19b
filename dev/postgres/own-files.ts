import { chmodSync, chownSync, copyFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes the files of a cluster its own: in a copy of the checkout made with hard links (`cp -al`) they are the original's
 * too, and a server writes into them. Where the original's server runs, its files cannot be copied at one moment; the
 * copy then starts with an empty cluster.
 * @param copiedFromRunning whether the original's server runs
 */
export function ownFiles(dataDir: string, copiedFromRunning: boolean): void {
  const linked = listFiles(dataDir).filter((file) => statSync(file).nlink > 1)
  if (linked.length === 0) return
  if (copiedFromRunning) return rmSync(dataDir, { recursive: true })
  for (const file of linked) copyInPlace(file)
}

function listFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

function copyInPlace(file: string): void {
  const { mode, uid, gid } = statSync(file)
  const copy = `${file}.copy`
  copyFileSync(file, copy)
  chmodSync(copy, mode)
  if (process.getuid?.() === 0) chownSync(copy, uid, gid)
  renameSync(copy, file)
}
