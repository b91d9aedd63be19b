import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AttemptOrder, AttemptReport, AttemptResult } from './attempt-messages.ts'
import { BuildFailedError } from './build-failure.ts'
import { startProcessGroup } from './process-group.ts'

const PROGRAM = fileURLToPath(new URL('attempt.ts', import.meta.url))
const GRACE_MS = 4_000

export interface WorkerProcess {
  origin: string
  /** Resolves with how and the last lines of its log when it ends, or its runtime dies; asked to or not. */
  ended: Promise<string>
  /** Nothing of it is left afterwards. */
  stop(): Promise<void>
}

/**
 * Builds the Worker from the sources as they are now and runs it, all in a process group of its own.
 * @param options.cancelled ends the attempt, when it resolves before the Worker serves
 * @returns null when it was cancelled
 * @throws BuildFailedError when these sources make no Worker
 */
export async function startWorkerProcess(
  order: AttemptOrder,
  options: { env: NodeJS.ProcessEnv; onLine: (line: string) => void; cancelled: Promise<unknown> },
): Promise<WorkerProcess | null> {
  mkdirSync(order.folder, { recursive: true })
  let receive: (report: AttemptResult) => void
  const result = new Promise<AttemptResult>((resolve) => (receive = resolve))
  let reportCrash: () => void
  const crashed = new Promise<string>(
    (resolve) => (reportCrash = () => resolve('its runtime, workerd, crashed')),
  )

  const group = await startProcessGroup(process.execPath, ['--import', import.meta.resolve('tsx'), PROGRAM], {
    cwd: order.root,
    // Nothing leaves the machine.
    env: { ...options.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    graceMs: GRACE_MS,
    message: { ...order },
    onLine: options.onLine,
    onMessage(message) {
      const report = message as AttemptReport
      if (report.kind === 'crashed') reportCrash()
      else receive(report)
    },
  })
  const stop = async () => {
    await group.stop()
    rmSync(order.folder, { recursive: true, force: true })
  }
  const ended = Promise.race([group.ended, crashed]).then((how) => `${how}. Its last lines:\n${group.tail()}`)

  const outcome = await Promise.race([
    result,
    options.cancelled.then(() => null),
    ended.then((how) => failed('The Worker cannot be started', `Its process ended: ${how}`)),
  ])
  if (outcome?.kind === 'serving') return { origin: outcome.origin, ended, stop }
  await stop()
  if (outcome === null) return null
  throw new BuildFailedError(outcome.failure)
}

function failed(title: string, message: string) {
  return { kind: 'failed' as const, failure: { title, message } }
}
