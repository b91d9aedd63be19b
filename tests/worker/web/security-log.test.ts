import { expect, test } from 'vitest'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { answersOf, fetchOnce } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// What docs/security/logging.md promises of attempts that were turned away.

const { worker, visitor, started } = await useTestWorker()

test.each<[string, Record<string, unknown>, () => Promise<Response>]>([
  [
    'a post from another site',
    { method: 'POST', route: '/assessment/start', status: 403, refused: 'cross_origin' },
    () => visitor().post('/assessment/start', {}, { 'Sec-Fetch-Site': 'cross-site' }),
  ],
  [
    'another method',
    { method: 'DELETE', route: '/', status: 405, refused: 'method' },
    () => fetchOnce(worker.url, { method: 'DELETE' }),
  ],
  [
    'a path that cannot be decoded',
    { route: '/*', status: 404, refused: 'path' },
    () => fetchOnce(`${worker.url}/x@y.example%`),
  ],
  [
    'too large a body',
    { route: '/assessment/step/1', status: 413, refused: 'body_too_large' },
    () => visitor().post('/assessment/step/1', { email: 'x'.repeat(65 * 1024) }),
  ],
  [
    'a forged cookie',
    { route: '/assessment/step/1', status: 400 },
    () => visitor().post('/assessment/step/1', answersOf(1, 'A'), { Cookie: '__Host-scorecard=e30.forged' }),
  ],
  [
    'input that breaks a rule',
    { route: '/assessment/step/1', status: 422 },
    async () => (await started()).post('/assessment/step/1', { value_assurance_1: 'Z' }),
  ],
  [
    'a step out of order',
    { route: '/assessment/step/3', status: 409 },
    async () => (await started()).post('/assessment/step/3', answersOf(3, 'A')),
  ],
  [
    'a made-up link to carry on',
    { route: '/assessment/resume/:id', status: 404 },
    () => visitor().get(`/assessment/resume/${'0'.repeat(64)}`),
  ],
  [
    'a made-up link about personal data',
    { route: '/privacy/confirm/:id', status: 404 },
    () => visitor().get(`/privacy/confirm/${'0'.repeat(64)}`),
  ],
  [
    'a link about personal data that is good',
    { route: '/privacy/confirm/:id', status: 302 },
    async () => {
      const person = visitor()
      return person.get(await askForPrivacyLink(worker.db, person, 'person@example.com'))
    },
  ],
  [
    "somebody else's results",
    { route: '/assessment/results/:id', status: 404 },
    async () => {
      const path = await (await started()).complete('C')
      return (await started()).get(path)
    },
  ],
])('%s is logged with the request that it came with, and nothing that was sent', async (_, expected, ask) => {
  const before = worker.logs.length
  await (await ask()).text()
  const lines = () => worker.logs.slice(before).map((line) => JSON.parse(line) as object)
  const whole = expect.objectContaining({ level: 'info', event: 'request', ...expected }) as {
    asymmetricMatch(other: unknown): boolean
  }
  await expect.poll(lines).toContainEqual(whole)
  const line = lines().find((one) => whole.asymmetricMatch(one))
  expect(Object.keys(line!).sort()).toEqual(
    ['durationMs', 'event', 'level', 'method', 'requestId', 'route', 'status']
      .concat('refused' in expected ? ['refused'] : [])
      .sort(),
  )
})
