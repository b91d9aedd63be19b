import { beforeEach, expect, test } from 'vitest'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, started } = await useTestWorker()
beforeEach(() => worker.gateway.setFaults({}))

const lastStep = { ...answersOf(4, 'C'), email: 'fault@example.com', consent: 'yes' }

/** As Neon's proxy writes one: what PostgreSQL has not said is null or empty. */
const neon = (status: number, message: string, code = '', severity = code && 'FATAL') => ({
  status,
  body: {
    message,
    code,
    severity,
    detail: null,
    hint: null,
    position: null,
    constraint: null,
    routine: null,
  },
})
const QUOTA =
  'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.'

// https://github.com/neondatabase/neon: proxy/src/serverless/sql_over_http.rs, control_plane/errors.rs and messages.rs
const OTHER_ANSWERS = {
  'a used-up quota': neon(500, QUOTA),
  'a control plane that fails': neon(500, 'Control plane request failed'),
  'a compute that is disabled': neon(400, 'Control plane request failed: endpoint is disabled'),
  'too many connections': neon(500, 'Too many connections attempts'),
  'a refused password': neon(400, "password authentication failed for user 'scorecard'", '28P01'),
  'a compute that starts': neon(400, 'the database system is starting up', '57P03'),
  'a compute that stops': neon(400, 'terminating connection due to administrator command', '57P01'),
  'a statement that ran out of time': neon(
    400,
    'canceling statement due to statement timeout',
    '57014',
    'ERROR',
  ),
  'a full disk': neon(400, 'could not extend file: No space left on device', '53100', 'ERROR'),
  'no writes': neon(400, 'cannot execute INSERT in a read-only transaction', '25006', 'ERROR'),
  'a request that is too large': neon(413, 'request is too large (max is 67108864 bytes)'),
  'too many requests, in words': { status: 429, body: 'Too many requests' },
  'a page of what is in between': { status: 502, body: '<html><title>502 Bad Gateway</title>' },
  'a page with the address in it': { status: 530, body: '<p>fault@example.com' },
}

test.each(Object.entries(OTHER_ANSWERS))(
  'Neon that answers with %s costs no answer: the form stays, pages say so, and the log tells of nobody',
  async (_, answer) => {
    const prospect = await started()
    for (const step of [1, 2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'C'))
    worker.gateway.setFaults({ answer })
    const failed = await prospect.post('/assessment/step/4', lastStep)
    const page = await failed.text()
    expect(failed.status).toBe(503)
    expect(page).toContain('We could not save your answers')
    expect(page).toContain('value="fault@example.com"')
    expect(await (await prospect.post('/assessment/step/4/answers', { governance_1: 'A' })).json()).toEqual({
      saved: false,
    })
    expect((await prospect.get('/')).status).toBe(200)
    expect((await prospect.get('/assessment/step/4')).status).toBe(503)
    const health = await prospect.get('/health')
    expect(await health.json()).toMatchObject({ healthy: false, problems: ['database'] })
    const { code } = typeof answer.body === 'string' ? { code: '' } : answer.body
    const logged = () => worker.logs.findLast((line) => line.includes('health_failed')) ?? '{}'
    await expect.poll(() => (JSON.parse(logged()) as { sqlState?: string }).sqlState ?? '').toBe(code)

    worker.gateway.setFaults({})
    expectRedirect(await prospect.post('/assessment/step/4', lastStep))
    expect(worker.logs.join('\n')).not.toMatch(/fault@example\.com|quota|password/)
  },
)
