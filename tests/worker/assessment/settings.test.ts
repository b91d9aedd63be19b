import { expect, test } from 'vitest'
import { messagesFor } from '#app/words/messages.ts'
import { Visitor, fetchOnce } from '#tests/helpers/visitor.ts'
import { TEST_SECRET, startTestWorker, useTestWorker } from '#tests/helpers/worker.ts'

const { started } = await useTestWorker()

test('a cookie signed by any of the secrets is accepted, and only by one of them', async () => {
  const rotated = await startTestWorker({
    SESSION_SECRETS: `new-secret-00000000000000000000000000000,${TEST_SECRET}`,
  })
  try {
    const prospect = new Visitor(rotated.url)
    const known = await started()
    for (const [name, value] of known.cookies) prospect.cookies.set(name, value)
    // Signed by the old secret: believed, though this database does not know the session.
    expect((await prospect.get('/assessment/step/1')).status).toBe(410)
    await prospect.start()
    expect((await prospect.get('/assessment/step/1')).status).toBe(200)
    for (const [name, value] of prospect.cookies) known.cookies.set(name, value)
    expect((await known.get('/assessment/step/1')).status).toBe(400)
  } finally {
    await rotated.close()
  }
})

test('a missing setting answers 500, and the log names the setting without a value', async () => {
  const broken = await startTestWorker({ IP_HASH_SECRET: 'short', SITE_URL: undefined })
  try {
    expect((await new Visitor(broken.url).get('/')).status).toBe(500)
    for (const [path, asks, language] of [
      ['/', 'en', 'en'],
      ['/', 'de-AT,de;q=0.9', 'de'],
      ['/de/quick-check', 'en', 'de'],
      ['/embed/de', null, 'de'],
      ['/assessment/step/1', null, 'en'],
    ] as const) {
      const answer = await fetchOnce(broken.url + path, {
        headers: asks === null ? {} : { 'Accept-Language': asks },
      })
      const { title, text } = messagesFor(language).errors[500]
      expect(answer.status, path).toBe(500)
      expect(answer.headers.get('Content-Language'), path).toBe(language)
      expect(answer.headers.get('Content-Type'), path).toBe('text/plain; charset=utf-8')
      expect(await answer.text(), path).toContain(`${title}\n${text}\n`)
    }
    const find = () => broken.logs.find((entry) => entry.includes('config_invalid'))
    await expect.poll(find).toBeDefined()
    const line = find()
    expect(line).toContain('IP_HASH_SECRET must be at least 32 characters')
    expect(line).toContain('SITE_URL')
    expect(line).not.toContain('short')

    // Every later request would say the same.
    await new Visitor(broken.url).get('/')
    const health = await fetchOnce(`${broken.url}/health`)
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({
      problems: ['configuration'],
      see: { configuration: 'npm run check:config' },
    })
    expect(broken.logs.filter((entry) => entry.includes('config_invalid'))).toHaveLength(1)
  } finally {
    await broken.close()
  }
})
