import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { AttemptOrder } from './attempt-messages.ts'
import { BuildFailedError, codeFrame } from './build-failure.ts'
import { bundleSources } from './bundle-sources.ts'
import { findMappedPlace } from './source-positions.ts'

/**
 * Bundles the Worker and runs it in workerd, on any free port.
 * @param onCrash is called when the runtime dies later on
 * @returns its origin, e.g. http://127.0.0.1:40001
 * @throws BuildFailedError with the place in the sources where bundling failed, or where the Worker threw while loading
 */
export async function runWorker(order: AttemptOrder, onCrash: () => void): Promise<string> {
  const { root, config, settings } = order
  const { modules, mapPositions } = await bundleSources(order)
  const errors: string[] = []
  let loaded = false
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...config.options,
      assets: copyAssets(order),
      modules,
      modulesRoot: root,
      bindings: { ...config.options.bindings, ...settings },
      host: '127.0.0.1',
      port: 0,
      log: new WorkerLog(LogLevel.INFO),
      // By their addresses, which may be secrets: the Worker's own log has them by their routes.
      logRequests: false,
      unsafeTriggerHandlers: true,
      unsafeHandleRuntimeRestart: onCrash,
      handleStructuredLogs({ level, message }) {
        if (!loaded && level === 'error') errors.push(mapPositions(message))
        else process.stdout.write(`${mapPositions(message)}\n`)
      },
    }),
  )
  try {
    const { origin } = await miniflare.ready
    loaded = true
    process.stdout.write(errors.map((message) => `${message}\n`).join(''))
    return origin
  } catch (error) {
    const message = errors.join('\n').replace(/^service core:user:[^:]*: /gm, '') || (error as Error).message
    const place = findMappedPlace(message)
    const frame = place ? codeFrame(place, root) : ''
    throw new BuildFailedError({
      title: 'The Worker does not start',
      message: [message, frame].filter(Boolean).join('\n\n'),
      place,
    })
  }
}

/** Where it listens is of interest to the launcher alone. */
class WorkerLog extends Log {
  override logReady(): void {}

  override logWithLevel(level: LogLevel, message: string): void {
    if (level <= this.level) process.stdout.write(`${message}\n`)
  }
}

/** The built files may be deleted or built anew by others while this Worker serves them. */
function copyAssets({ config: { assets }, folder }: AttemptOrder) {
  if (assets === undefined) return undefined
  const directory = join(folder, 'assets')
  cpSync(assets.directory, directory, { recursive: true })
  return { ...assets, directory }
}
