import type { AppLoadContext } from '@remix-run/cloudflare'
import type { PrismaClient } from '#app/data/database.server.ts'
import { parseConfig } from '#app/platform/config.server.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { createLog } from '#app/platform/log.server.ts'
import { localBindings } from '#dev/worker/miniflare.ts'
import '#workers/load-context.ts'

export interface RouteContext {
  context: AppLoadContext
  /** What the route asked for after its response: the task and the id that it got. */
  background: [task: 'syncLead' | 'deliverEmail' | 'eraseFromCrm' | 'markContact', id: string][]
  /** Events logged, one JSON line each. */
  lines: string[]
}

/** What a loader or an action gets from the Worker, over a database of the test's own; nothing is sent anywhere. */
export function createRouteContext(db: PrismaClient, databaseUrl: string): RouteContext {
  const background: RouteContext['background'] = []
  const lines: string[] = []
  const config = parseConfig(
    localBindings({ url: databaseUrl, gateway: 'localhost:1' }, { STATE_WAIT_MS: '60000' }),
  )
  const context: AppLoadContext = {
    config,
    log: createLog({}, (_, line) => lines.push(line)),
    db,
    syncLead: (id) => void background.push(['syncLead', id]),
    deliverEmail: (id) => void background.push(['deliverEmail', id]),
    eraseFromCrm: (id) => void background.push(['eraseFromCrm', id]),
    countLanding: () => undefined,
    latestExperiment: () => Promise.resolve(null),
    refreshExperiment: () => undefined,
    countBriefingClick: () => undefined,
    markContact: (id) => void background.push(['markContact', id]),
    sendWebhooks: () => undefined,
    receiveMailEvent: () => Promise.resolve('not_configured'),
    readCrmContact: () => Promise.resolve(null),
    verifyTurnstile: null,
    verifyAccess: null,
    printReport: null,
    // The database's clock is the machine's, and whether a session has expired is asked of both.
    now: new Date(),
    nonce: 'nonce',
    requestId: 'request',
    mount: DEFAULT_MOUNT,
    refusal: null,
  }
  return { context, background, lines }
}

/** A post of a form, as a browser with these cookies sends it. */
export function formPost(path: string, fields: Record<string, string>, cookie?: string): Request {
  return new Request(new URL(path, 'https://quiz.example.com'), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: cookie === undefined ? {} : { Cookie: cookie },
  })
}

/** The response that a loader or an action gives, whether it returns or throws it. */
export async function responseOf(run: () => Promise<unknown>): Promise<Response> {
  const response = await run().catch((thrown: unknown) => thrown)
  if (response instanceof Response) return response
  throw response
}
