import { watch, type FSWatcher } from 'chokidar'
import { once } from 'node:events'
import { relative, resolve, sep } from 'node:path'

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

  /** Watches these too, whether they are there or not. Once it resolves no change of theirs is missed. */
  async add(paths: string[]): Promise<void> {
    const added = paths.map((path) => resolve(this.#root, path)).filter((path) => !this.#watched.has(path))
    if (added.length === 0) return
    for (const path of added) this.#watched.add(path)
    // All from the root downwards: chokidar calls itself ready too early where a path to watch is absent.
    const watcher = watch('.', {
      cwd: this.#root,
      ignoreInitial: true,
      ignored: (path) => this.#isIgnored(resolve(this.#root, path), added),
    })
    this.#watchers.push(watcher)
    // A folder that may not be read is not watched: no reason to end.
    watcher.on('error', () => {})
    watcher.on('all', (event, path) => {
      if (event !== 'addDir') this.#note(path)
    })
    await Promise.race([once(watcher, 'ready'), this.#closed])
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

  /** Neither one of the paths, nor inside one, nor on the way to one; or written by the build. */
  #isIgnored(path: string, watched: string[]): boolean {
    if (GENERATED.test(relative(this.#root, path))) return true
    const within = (inner: string, outer: string) => inner === outer || inner.startsWith(outer + sep)
    return !watched.some((candidate) => within(path, candidate) || within(candidate, path))
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
