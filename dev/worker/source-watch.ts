import { watch } from 'chokidar'
import { relative } from 'node:path'

/** Editors and git write many files in a row: a change is over when nothing has been written for so long. */
const QUIET_MS = 150
/** Written by the build itself. */
const GENERATED = /(?:^|[\\/])(?:generated|node_modules)(?:[\\/]|$)/

export interface SourceWatch {
  /** Watches these files and folders too. */
  add(paths: string[]): void
  /** Resolves with the paths of files, from the root, that have changed since the last change was over. */
  change(): Promise<string[]>
  close(): Promise<void>
}

export function watchSources(root: string): SourceWatch {
  const watcher = watch([], {
    cwd: root,
    ignoreInitial: true,
    ignored: (path) => GENERATED.test(relative(root, path)),
  })
  const paths = new Set<string>()
  let next = pendingChange()
  let quiet: NodeJS.Timeout | undefined
  watcher.on('all', (event, path) => {
    if (event === 'addDir') return
    paths.add(path)
    clearTimeout(quiet)
    quiet = setTimeout(() => {
      next.resolve([...paths])
      paths.clear()
      next = pendingChange()
    }, QUIET_MS)
  })
  // A folder that may not be read is not watched: no reason to end.
  watcher.on('error', () => {})
  return {
    add: (paths) => void watcher.add(paths),
    change: () => next.promise,
    async close() {
      clearTimeout(quiet)
      await watcher.close()
    },
  }
}

function pendingChange() {
  let resolve: (paths: string[]) => void = () => {}
  const promise = new Promise<string[]>((settle) => (resolve = settle))
  return { promise, resolve }
}
