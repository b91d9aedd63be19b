import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker()

async function download(): Promise<Response> {
  const person = visitor()
  return person.post(await askForPrivacyLink(worker.db, person, 'types@example.com'), { action: 'export' })
}

test('what the Worker answers says what it is, and in which encoding', async () => {
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/nowhere', 'text/html'],
    ['/assessment/step/9', 'text/html'],
    ['/privacy', 'text/html'],
    ['/health', 'application/json'],
  ] as const) {
    const response = await visitor().get(path)
    expect(response.headers.get('Content-Type'), path).toBe(`${type}; charset=utf-8`)
  }
  const file = await download()
  expect(file.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
  expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename="my-data-[\d-]+\.json"$/)
})

test('every static file says what it is, text also in which encoding', async () => {
  const files = (await readdir(CLIENT_ASSETS, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(CLIENT_ASSETS.length))
  expect(files.length).toBeGreaterThan(4)
  const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', txt: 'text/plain' }
  for (const path of files) {
    const type = types[path.split('.').at(-1) as keyof typeof types]
    const answer = await visitor().get(path.replace(/^\/?/, '/'))
    await answer.arrayBuffer()
    const { headers } = answer
    if (type) expect(headers.get('Content-Type'), path).toBe(`${type}; charset=utf-8`)
    else
      expect(headers.get('Content-Type'), path).toMatch(
        /^font\/woff2$|^image\/(png|webp|vnd\.microsoft\.icon)$/,
      )
  }
})
