import { expect, test } from 'vitest'
import { type BrowserBinding, printPdf } from '#app/clients/browser-run/print-pdf.server.ts'
import { PRINT_WAIT_MS } from '#app/domain/limits.ts'
import { fc } from '#tests/helpers/fast-check.ts'

type Asked = Parameters<BrowserBinding['quickAction']>

/** A binding that answers as told, and what it was asked. */
function bindingThat(answer: () => Promise<Response>) {
  const asked: Asked[] = []
  const binding: BrowserBinding = {
    quickAction(...call) {
      asked.push(call)
      return answer()
    },
  }
  return { binding, asked }
}

const answering = (body: BodyInit | null, status = 200) =>
  bindingThat(() => Promise.resolve(new Response(body, { status })))

const WAIT = PRINT_WAIT_MS.usual

/** As a browser prints: it begins and ends so. */
const WHOLE = '%PDF-1.7 and the rest\n%%EOF\n'

test('a whole PDF is handed on as it came, on the paper that was asked for, with nothing run and nothing kept', async () => {
  const { binding, asked } = answering(WHOLE)
  const outcome = await printPdf(binding, '<p>Report</p>', 'letter', WAIT)
  expect(outcome).toMatchObject({ kind: 'printed' })
  if (outcome.kind === 'printed') expect(new TextDecoder().decode(outcome.pdf)).toBe(WHOLE)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject([
    'pdf',
    { html: '<p>Report</p>', setJavaScriptEnabled: false, cacheTTL: 0, pdfOptions: { format: 'letter' } },
  ])
})

test('an account whose rate or time is used up is busy', async () => {
  const { binding } = answering('{"success":false,"errors":[{"code":429}]}', 429)
  expect(await printPdf(binding, '', 'a4', WAIT)).toEqual({ kind: 'busy' })
})

test.each([400, 401, 422, 500, 503])('an answer %d is a refusal', async (status) => {
  expect(await printPdf(answering('%PDF-', status).binding, '', 'a4', WAIT)).toEqual({
    kind: 'failed',
    reason: 'refused',
  })
})

test('whatever else is answered is no PDF', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.constantFrom('', '<html>', '%PDF', ` ${WHOLE}`)),
      async (body) => {
        fc.pre(!body.startsWith('%PDF-'))
        expect(await printPdf(answering(body).binding, '', 'a4', WAIT)).toEqual({
          kind: 'failed',
          reason: 'no_pdf',
        })
      },
    ),
  )
})

test('a PDF that was cut short is none, wherever it was cut', async () => {
  const pdf = `%PDF-1.7${'\n0 0 obj'.repeat(300)}\n%%EOF`
  for (const length of [5, 9, 1_500, pdf.length - 1])
    expect(await printPdf(answering(pdf.slice(0, length)).binding, '', 'a4', WAIT)).toEqual({
      kind: 'failed',
      reason: 'no_pdf',
    })
  expect(await printPdf(answering(pdf).binding, '', 'a4', WAIT)).toMatchObject({ kind: 'printed' })
})

test('a binding that throws, or whose answer breaks off, is unreachable', async () => {
  const broken = bindingThat(() => Promise.reject(new Error('internal error')))
  expect(await printPdf(broken.binding, '', 'a4', WAIT)).toEqual({ kind: 'failed', reason: 'unreachable' })
  const cut = new ReadableStream({
    start: (controller) => controller.error(new Error('connection lost')),
  })
  expect(await printPdf(answering(cut).binding, '', 'a4', WAIT)).toEqual({
    kind: 'failed',
    reason: 'unreachable',
  })
})

test('an answer that does not come is waited for no longer than told, and what comes later is nobody’s', async () => {
  let answerLate = (_error: Error) => {}
  const { binding } = bindingThat(() => new Promise((_resolve, reject) => (answerLate = reject)))
  expect(await printPdf(binding, '', 'a4', 1)).toEqual({ kind: 'failed', reason: 'timeout' })
  answerLate(new Error('too late'))
})
