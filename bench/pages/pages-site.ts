import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { FLAGS, launchBrowser } from '#dev/browser.ts'
import { builtWorker } from '#bench/built-worker.ts'
import { withBenchDatabase } from '#bench/database.ts'
import { trustEdge } from './edge.ts'

/** The built Worker with its assets in front of a browser. */
export interface PagesSite {
  browser: Browser
  /** of the browser's remote debugging */
  debuggingPort: number
  /** by name, since `Secure` cookies need HTTPS or localhost */
  url: string
}

/** Runs `work` with the site and a browser, and ends both. */
export async function withPagesSite<T>(work: (site: PagesSite) => Promise<T>): Promise<T> {
  await builtWorker()
  return withBenchDatabase(async ({ url: databaseUrl, gateway }) => {
    await using resources = new AsyncDisposableStack()
    const worker = await startBuiltWorker({
      bindings: localBindings(
        { url: databaseUrl, gateway: gateway.address },
        { STARTS_PER_NETWORK_PER_HOUR: '1000' },
      ),
    })
    resources.defer(() => worker.miniflare.dispose())
    const debuggingPort = await freePort()
    const browser = await launchBrowser({
      args: [...FLAGS, await trustEdge(), `--remote-debugging-port=${debuggingPort}`],
    })
    resources.defer(() => browser.close())
    return await work({ browser, debuggingPort, url: worker.url.replace('127.0.0.1', 'localhost') })
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
