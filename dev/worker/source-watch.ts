import { watch, type FSWatcher } from 'chokidar'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'

/** Editors and git write many files in a row: a change is over when nothing has been written for so long. */
const QUIET_MS = 150
/** Written by the build itself. */
const GENERATED = /(?:^|[\\/])(?:generated|node_modules)(?:[\\/]|$)/

/** Watches files and folders below a root. */
export class SourceWatch {
  readonly #root: string
  readonly #watchers: FSWatcher[] = []
  readonly #watched = new Set<string>()
  readonly #changed = new Set<string>()
  readonly #closed: Promise<void>
  #reportClosed: () => void = () => {}
  #next = pendingChange()
  #quiet: NodeJS.Timeout | undefined

  constructor(root: string) {
    this.#root = root
    this.#closed = new Promise((resolve) => (this.#reportClosed = resolve))
  }

  /** Watches these too, whether they are there or not. Once it resolves no change of those that are is missed. */
  async add(paths: string[]): Promise<void> {
    const added = paths.filter((path) => !this.#watched.has(path))
    for (const path of added) this.#watched.add(path)
    const isThere = (path: string) => existsSync(resolve(this.#root, path))
    // Apart, as chokidar calls itself ready too early where a path is absent.
    this.#watch(added.filter((path) => !isThere(path)))
    const watcher = this.#watch(added.filter(isThere))
    if (watcher) await Promise.race([once(watcher, 'ready'), this.#closed])
  }

  /** Resolves with the paths of files, from the root, that have changed since the last change was over. */
  change(): Promise<string[]> {
    return this.#next.promise
  }

  async close(): Promise<void> {
    this.#reportClosed()
    clearTimeout(this.#quiet)
    await Promise.all(this.#watchers.map((watcher) => watcher.close()))
  }

  #watch(paths: string[]): FSWatcher | null {
    if (paths.length === 0) return null
    const watcher = watch(paths, {
      cwd: this.#root,
      ignoreInitial: true,
      ignored: (path) => GENERATED.test(relative(this.#root, path)),
    })
    this.#watchers.push(watcher)
    // A folder that may not be read is not watched: no reason to end.
    watcher.on('error', () => {})
    watcher.on('all', (event, path) => {
      if (event !== 'addDir') this.#note(path)
    })
    return watcher
  }

  #note(path: string): void {
    this.#changed.add(path)
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      this.#next.resolve([...this.#changed])
      this.#changed.clear()
      this.#next = pendingChange()
    }, QUIET_MS)
  }
}

function pendingChange() {
  let resolve: (paths: string[]) => void = () => {}
  const promise = new Promise<string[]>((settle) => (resolve = settle))
  return { promise, resolve }
}
