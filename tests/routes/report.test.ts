import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PdfOutcome } from '#app/clients/browser-run/print-pdf.server.ts'
import { PRINTS_PER_ASSESSMENT } from '#app/domain/limits.ts'
import { loader as report } from '#app/routes/assessment.results.$id_.report.tsx'
import { loader as pdf } from '#app/routes/assessment.results.$id_.report[.]pdf/route.tsx'
import { findDownload } from '#app/web/download.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

/** Somebody with a result, and a printer that answers as told. */
async function owner(answer: PdfOutcome) {
  const { id, sessionId } = await createTestAssessment(database.db, { responses: answerAll('C') })
  const printed: { html: string; paper: string }[] = []
  const context = {
    ...createRouteContext(database.db),
    printReport: (html: string, paper: string) => {
      printed.push({ html, paper })
      return Promise.resolve(answer)
    },
  }
  const page = `/assessment/results/${id}/report`
  const visitor = { sessions: [sessionId] }
  const ask = async (query = '', headers: Record<string, string> = {}) => {
    const own = { ...context }
    const response = await call(pdf, own, `${page}.pdf${query}`, { params: { id }, visitor, headers })
    return findDownload(own) ?? response
  }
  return { id, page, context, visitor, printed, ask }
}

const PDF: PdfOutcome = { kind: 'printed', pdf: new TextEncoder().encode('%PDF-1.7').buffer }

test('a PDF is made of the report by itself, for A4 or letter, and handed over as a file without a name in it', async () => {
  const { ask, printed } = await owner(PDF)
  const file = await ask()
  expect(file.status).toBe(200)
  expect(file.headers.get('Content-Type')).toBe('application/pdf')
  expect(file.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename="ai-readiness-report-\d{4}-\d\d-\d\d\.pdf"$/,
  )
  expect(await file.text()).toBe('%PDF-1.7')
  await ask('?paper=letter')
  expect(printed.map(({ paper }) => paper)).toEqual(['a4', 'letter'])
  const { html } = printed[0]!
  expect(html).toMatch(/^<!DOCTYPE html><html lang="en" dir="ltr">/)
  expect(html).toContain('How the score comes about')
  // It loads nothing, and nothing in it runs.
  expect(html).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import/)
})

test.each<PdfOutcome>([
  { kind: 'busy' },
  { kind: 'failed', reason: 'timeout' },
  { kind: 'failed', reason: 'no_pdf' },
])('when the printer says %j the page is there to print, and says so', async (answer) => {
  const { ask, page, id, context, visitor } = await owner(answer)
  const response = await ask()
  expect(response.status).toBe(302)
  expect(response.headers.get('Location')).toBe(`${page}?no-pdf`)
  expect(context.logged.at(-1)).toContain('report_not_printed')
  const shown = await call(report, context, `${page}?no-pdf`, { params: { id }, visitor })
  expect(await shown.json()).toMatchObject({ actions: { failed: true, pdfHref: `${page}.pdf` } })
})

test('what a browser fetches ahead prints nothing, and one result is printed only so often', async () => {
  const { ask, printed, page } = await owner(PDF)
  expect((await ask('', { 'Sec-Purpose': 'prefetch' })).headers.get('Location')).toBe(page)
  expect(printed).toHaveLength(0)
  for (let print = 0; print < PRINTS_PER_ASSESSMENT.times; print += 1) expect((await ask()).status).toBe(200)
  expect((await ask()).headers.get('Location')).toBe(`${page}?no-pdf`)
  expect(printed).toHaveLength(PRINTS_PER_ASSESSMENT.times)
})

test('nobody else has it printed', async () => {
  const { context, id, page, printed } = await owner(PDF)
  expect((await call(pdf, context, `${page}.pdf`, { params: { id } })).status).toBe(404)
  expect(printed).toHaveLength(0)
})
