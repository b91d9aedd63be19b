import type { Messages } from '#app/words/messages.ts'
import { en } from '#app/words/en/index.ts'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { type ReactElement, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { wordsForScript } from '#app/components/words-for-script.ts'

export interface Post {
  path: string
  headers: IncomingMessage['headers']
  fields: Record<string, string>
}

export interface PageServer {
  url: string
  /** Every post that arrived, oldest first. */
  posts: Post[]
  /** What posts are answered with from now on; saves are confirmed until this is called. */
  answerPosts(answer: (post: Post, response: ServerResponse) => void): void
  close(): Promise<void>
}

const NONCE = 'dGVzdA'
/** As strict as the product's own: a page that needs more fails here. */
const POLICY = `default-src 'none'; style-src 'self'; script-src 'nonce-${NONCE}'; connect-src 'self'; img-src data:; form-action 'self'`

interface SpokenPages {
  language: string
  direction: 'ltr' | 'rtl'
  words: Messages
}

const IN_ENGLISH: SpokenPages = { language: 'en', direction: 'ltr', words: en }

/** Serves pages by path, with the product's stylesheet and browser script, and nothing behind them. */
export async function startPageServer(
  pages: Record<string, ReactElement>,
  spoken: SpokenPages = IN_ENGLISH,
): Promise<PageServer> {
  const sheet = await build({
    entryPoints: ['app/styles/index.css'],
    bundle: true,
    write: false,
    logLevel: 'error',
  })
  const styles = sheet.outputFiles[0]!.text
  const bundle = await build({
    entryPoints: ['app/browser/quiz.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    logLevel: 'error',
  })
  const script = bundle.outputFiles[0]!.text
  const posts: Post[] = []
  let answer = (_post: Post, response: ServerResponse) => confirmSave(response)

  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path === '/styles.css') return response.setHeader('Content-Type', 'text/css').end(styles)
    if (path === '/quiz.js') return response.setHeader('Content-Type', 'text/javascript').end(script)
    if (request.method === 'POST') {
      void readBody(request).then((body) => {
        const post = { path, headers: request.headers, fields: Object.fromEntries(new URLSearchParams(body)) }
        posts.push(post)
        answer(post, response)
      })
      return
    }
    const page = pages[decodeURIComponent(path)]
    response.statusCode = page ? 200 : 404
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Security-Policy', POLICY)
    response.end(page && documentOf(page, spoken))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    answerPosts: (next) => {
      answer = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function confirmSave(response: ServerResponse): void {
  response.setHeader('Content-Type', 'application/json').end('{"saved":true}')
}

function documentOf(page: ReactElement, { language, direction, words }: SpokenPages): string {
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>AI Readiness Scorecard</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css">
    <script type="module" src="/quiz.js" nonce="${NONCE}"></script></head>
    ${renderToStaticMarkup(createElement('body', wordsForScript(words, '/'), page))}</html>`
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
