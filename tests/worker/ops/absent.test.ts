import { expect, test } from 'vitest'
import { fetchOnce } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker } = await useTestWorker()

const PATHS = [
  '/ops',
  '/OPS',
  '/%6fps',
  '/ops.csv',
  '/ops.json',
  '/ops/leads',
  '/ops/act',
  '/ops/sign-in',
  '/ops/sign-out',
]

async function answerTo(path: string, method: string) {
  const init = method === 'POST' ? { method, body: new URLSearchParams({ token: 'x' }) } : { method }
  const response = await fetchOnce(`${worker.url}${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    headers: [...response.headers]
      .filter(([name]) => name !== 'date')
      .map(([name, value]) => `${name}: ${value.replace(/nonce-[^']+/g, 'nonce')}`),
    title: /<title>[^<]*<\/title>/.exec(text)?.[0],
    styles: text.match(/href="[^"]*\.css"/g),
    main: /<main[\s\S]*<\/main>/.exec(text)?.[0].replace(/[0-9a-f-]{36}/g, ''),
  }
}

test.each(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])(
  'without a token and without Access %s is answered as at any address that nobody defined',
  async (method) => {
    const unknown = await answerTo('/nobody-defined-this', method)
    for (const path of PATHS) expect(await answerTo(path, method), path).toEqual(unknown)
  },
)
