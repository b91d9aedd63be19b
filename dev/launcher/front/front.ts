import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isLocalRequest } from '#dev/local-only.ts'
import type { BuildFailure } from '#dev/worker/build-failure.ts'
import type { WorkerAddress } from '#dev/worker/local-worker.ts'
import { forward } from './forward.ts'
import { listenOnLocalhost } from './listen.ts'
import { renderUnavailable, STATE_PATH } from './unavailable.ts'

/** Who asks while the Worker is being built waits for it, but no longer than so. */
const HOLD_MS = 10_000
const BUILDING: BuildFailure = {
  title: 'The Worker is being built',
  message: `That takes longer than ${HOLD_MS / 1000} seconds. The terminal of npm run dev shows what it does.`,
}
const REPLACED: BuildFailure = {
  title: 'The Worker stopped before it answered',
  message: 'It has been built anew meanwhile, or it ended.',
}
/** Programs elsewhere that reach this machine by another name do not get to see sources. */
const NOT_LOCAL: BuildFailure = {
  title: 'There is no Worker to answer',
  message: 'The terminal of npm run dev shows why; http://localhost does too.',
}

type State =
  { kind: 'building' } | { kind: 'serving'; origin: string } | { kind: 'broken'; failure: BuildFailure }

/** The address of the Worker: it stays, and answers, whatever becomes of the Workers behind it. */
export interface Front extends WorkerAddress {
  close(): Promise<void>
}

/**
 * Starts on both of localhost's addresses, holding requests.
 * @param options.folder is told to programs of this machine, so that a second launcher finds the first
 * @param options.holdMs how long a request waits for a Worker that is being built, in milliseconds
 * @throws the error of `listen`, with its code, where the port is taken
 */
export async function startFront(options: { port: number; folder: string; holdMs?: number }): Promise<Front> {
  const { port, folder, holdMs = HOLD_MS } = options
  const states = new States()

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith(STATE_PATH) && isLocalRequest(request)) {
      const after = new URL(request.url, 'http://localhost').searchParams.get('after')
      if (after === String(states.number)) await states.changed(response, holdMs)
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ folder, state: states.number }))
      return
    }
    const deadline = Date.now() + holdMs
    const bodiless = request.method === 'GET' || request.method === 'HEAD'
    for (;;) {
      const state = await states.settled(response, deadline)
      if (response.destroyed) return
      if (state.kind !== 'serving') {
        return refuse(request, response, state.kind === 'broken' ? state.failure : BUILDING)
      }
      if (await forward(request, response, state.origin)) return
      if (!bodiless || states.current === state) return refuse(request, response, REPLACED)
    }
  }

  const refuse = (request: IncomingMessage, response: ServerResponse, failure: BuildFailure) => {
    const { headers, body } = renderUnavailable(
      { failure: isLocalRequest(request) ? failure : NOT_LOCAL, state: states.number },
      { accept: request.headers.accept, reload: request.method === 'GET' },
    )
    response.writeHead(503, headers)
    response.end(request.method === 'HEAD' ? undefined : body)
    // What is left of a form that nobody reads would keep the connection.
    request.resume()
  }

  const close = await listenOnLocalhost(
    () =>
      createServer((request, response) => {
        answer(request, response).catch(() => response.destroy())
      }),
    port,
  )
  return {
    hold() {
      if (states.current.kind !== 'building') states.change({ kind: 'building' })
    },
    serve: (origin) => states.change({ kind: 'serving', origin }),
    fail: (failure) => states.change({ kind: 'broken', failure }),
    close,
  }
}

class States {
  current: State = { kind: 'building' }
  /** Counts the states. */
  number = 0
  readonly #waiting = new Set<() => void>()

  change(next: State): void {
    this.current = next
    this.number++
    for (const wake of this.#waiting) wake()
  }

  /** The first state that is not `building`, or the one at the deadline. */
  async settled(response: ServerResponse, deadline: number): Promise<State> {
    while (this.current.kind === 'building' && Date.now() < deadline && !response.destroyed) {
      await this.changed(response, deadline - Date.now())
    }
    return this.current
  }

  /** Resolves when the state has changed, the time is over, or nobody waits for the response any more. */
  changed(response: ServerResponse, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        response.off('close', end)
        resolve()
      }
      const timer = setTimeout(end, limitMs)
      this.#waiting.add(end)
      response.once('close', end)
    })
  }
}
