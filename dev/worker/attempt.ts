import type { AttemptOrder, AttemptReport } from './attempt-messages.ts'
import { BuildFailedError } from './build-failure.ts'
import { runBuildCommand } from './build-command.ts'
import { requireSyntax } from './syntax.ts'

// One attempt at a Worker, from the sources as they are now, in a process of its own: it ends with everything that it
// started. Reports to the process that has started it, and runs the Worker until it is told to end.

function report(message: AttemptReport, then: () => void = () => {}): void {
  process.send?.(message, then)
}

async function attempt(order: AttemptOrder): Promise<void> {
  try {
    // Loads while the build command runs.
    const loading = import('./run-worker.ts')
    await requireSyntax(order)
    await runBuildCommand(order)
    const { runWorker } = await loading
    report({ kind: 'serving', origin: await runWorker(order, () => report({ kind: 'crashed' })) })
  } catch (error) {
    const failure =
      error instanceof BuildFailedError
        ? error.failure
        : { title: 'The Worker cannot be started', message: String((error as Error).stack ?? error) }
    report({ kind: 'failed', failure }, () => process.exit(1))
  }
}

process.once('disconnect', () => process.exit(1))
process.once('message', (order) => void attempt(order as AttemptOrder))
