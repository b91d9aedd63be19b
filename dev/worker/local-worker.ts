import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { BuildFailedError, type BuildFailure } from './build-failure.ts'
import { startCrons } from './crons/start-crons.ts'
import { SourceWatch } from './source-watch.ts'
import { CONFIG_FILE, readWorkerConfig } from './worker-config.ts'
import { WorkerLines } from './worker-lines.ts'
import { startWorkerProcess } from './worker-process.ts'

/** Where requests arrive: told what is behind it. */
export interface WorkerAddress {
  /** Requests wait for a Worker or a failure. */
  hold(): void
  serve(origin: string): void
  fail(failure: BuildFailure): void
}

export interface LocalWorkerOptions {
  /** Folder of wrangler.toml. */
  root: string
  /** Folder of the Worker's own, emptied first. */
  folder: string
  front: WorkerAddress
  /** Files beside the sources that the Worker is started anew for, as paths from the root. */
  watched: string[]
  /** The settings as they are now; throws a BuildFailedError that says what is wrong with them. */
  readSettings: () => Record<string, string>
  env: NodeJS.ProcessEnv
  print: (line: string) => void
  /** Is told of files that have changed, and then of the outcome: null when a Worker serves. */
  onChange: (paths: string[]) => void
  onOutcome: (failure: BuildFailure | null) => void
}

interface RunningWorker {
  stop(): Promise<void>
}

/**
 * Keeps a Worker running behind the front: builds it at once, and anew whenever its sources change, wrangler.toml and
 * settings among them. While there is none the front shows why.
 */
export class LocalWorker {
  /** Resolves with what happened when the Worker ends by itself; never otherwise. */
  readonly crashed: Promise<string>
  readonly #options: LocalWorkerOptions
  readonly #sources: SourceWatch
  readonly #stopped: Promise<null>
  readonly #done: Promise<void>
  #requestStop: () => void = () => {}
  #reportCrash: (message: string) => void = () => {}
  #running: RunningWorker | null = null
  #attempts = 0
  #buildLines: ReadonlySet<string> = new Set()

  constructor(options: LocalWorkerOptions) {
    this.#options = options
    this.crashed = new Promise((resolve) => (this.#reportCrash = resolve))
    this.#stopped = new Promise((resolve) => (this.#requestStop = () => resolve(null)))
    rmSync(options.folder, { recursive: true, force: true })
    this.#sources = new SourceWatch(options.root)
    this.#done = this.#run().catch((error: Error) => this.#reportCrash(error.stack ?? error.message))
  }

  /** Nothing of the Worker, or of the attempt at one, is left afterwards. */
  async stop(): Promise<void> {
    this.#requestStop()
    await this.#sources.close()
    await this.#done
    await this.#replace(null)
  }

  async #run(): Promise<void> {
    await this.#sources.add([CONFIG_FILE, ...this.#options.watched])
    for (let changed: string[] | null = []; changed !== null;) {
      const change = Promise.race([this.#sources.change(), this.#stopped])
      await this.#build(changed, change)
      changed = await change
      if (changed !== null) this.#options.onChange(changed)
    }
  }

  /** @param changed the sources that this is for; none at the start */
  async #build(changed: string[], cancelled: Promise<unknown>): Promise<void> {
    const { front, print, onOutcome } = this.#options
    const started = performance.now()
    front.hold()
    print(`[worker] building ...${changed.length > 0 ? ` (${describeChange(changed)})` : ''}`)
    try {
      const origin = await this.#start(changed, cancelled)
      if (origin === null) return
      front.serve(origin)
      print(`[worker] built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
      onOutcome(null)
    } catch (error) {
      if (!(error instanceof BuildFailedError)) throw error
      front.fail(error.failure)
      await this.#replace(null)
      print(`[worker] ${error.message}`)
      onOutcome(error.failure)
    }
  }

  /** @returns where the new Worker is, which has taken the old one's place; null when cancelled */
  async #start(changed: string[], cancelled: Promise<unknown>): Promise<string | null> {
    const { root, folder, env, print, readSettings } = this.#options
    const settings = readSettings()
    const config = await readWorkerConfig(root, settings.DATABASE_URL)
    await this.#sources.add([config.main, ...config.build.watchedPaths])
    const lines = new WorkerLines(print, this.#buildLines)
    this.#buildLines = lines.ofBuild
    const order = { root, config, changed, settings, folder: join(folder, String(++this.#attempts)) }
    const worker = await startWorkerProcess(order, { env, onLine: (line) => lines.print(line), cancelled })
    if (worker === null) return null
    lines.building = false

    const stopCrons = startCrons({ crons: config.crons, origin: worker.origin, print })
    const running: RunningWorker = {
      async stop() {
        stopCrons()
        await worker.stop()
      },
    }
    void worker.ended.then((how) => {
      if (this.#running === running) this.#reportCrash(how)
    })
    await this.#replace(running)
    return worker.origin
  }

  async #replace(next: RunningWorker | null): Promise<void> {
    const previous = this.#running
    this.#running = next
    await previous?.stop()
  }
}

function describeChange([first = '', ...others]: string[]): string {
  return `${first}${others.length > 0 ? ` and ${others.length} more` : ''} changed`
}
