import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Page } from 'playwright-core'

export interface HostPage extends AsyncDisposable {
  /** origin of another site than the product's, in every sense that browsers have of it */
  url: string
  /** What stands in the page from now on, between its heading and what follows. */
  show(html: string): void
}

/** A page of somebody else's, as their content management system would serve it. */
export async function startHostPage(name = 'partner'): Promise<HostPage> {
  let shown = ''
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/campaign')) return response.writeHead(404).end()
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A campaign</title><link rel="icon" href="data:,">` +
        `<meta name="viewport" content="width=device-width"></head><body style="margin:0"><h1>How ready are you?</h1>` +
        `${shown}<footer><p id="below">What follows on the page</p></footer></body></html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://${name}.localhost:${(server.address() as AddressInfo).port}`,
    show: (html) => {
      shown = html
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The frame of a page that the assessment is shown in, unless another one is named. */
export async function frameOf(page: Page, selector = '[data-scorecard] iframe'): Promise<Frame> {
  const frame = await page.locator(selector).elementHandle()
  const content = await frame?.contentFrame()
  if (!content) throw new Error(`${page.url()} shows nothing in a frame`)
  return content
}
