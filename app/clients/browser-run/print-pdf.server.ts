export type Paper = 'a4' | 'letter'

/** The part that is used of the binding of Cloudflare's Browser Run. */
export interface BrowserBinding {
  quickAction(
    action: 'pdf',
    options: {
      html: string
      setJavaScriptEnabled: boolean
      gotoOptions: { waitUntil: 'load'; timeout: number }
      cacheTTL: number
      pdfOptions: {
        format: Paper
        printBackground: boolean
        tagged: boolean
        outline: boolean
        timeout: number
      }
    },
  ): Promise<Response>
}

/** `busy`: the account's rate or its time for the day is used up, and it is worth trying again later. */
export type PdfOutcome =
  | { kind: 'printed'; pdf: ArrayBuffer }
  | { kind: 'busy' }
  | { kind: 'failed'; reason: 'timeout' | 'refused' | 'no_pdf' | 'unreachable' }

const START = '%PDF-'
const END = '%%EOF'
/** Where readers look for it (ISO 32000-1, annex H). */
const TAIL_BYTES = 1024

/**
 * Prints a page that stands by itself: it loads nothing and runs nothing. Of what the binding answers, only a whole PDF is believed.
 * https://developers.cloudflare.com/browser-run/quick-actions/pdf-endpoint/
 */
export async function printPdf(
  browser: BrowserBinding,
  html: string,
  format: Paper,
  timeoutMs: number,
): Promise<PdfOutcome> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<PdfOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'failed', reason: 'timeout' }), timeoutMs)
  })
  try {
    return await Promise.race([ask(browser, html, format, timeoutMs), late])
  } finally {
    clearTimeout(timer)
  }
}

async function ask(
  browser: BrowserBinding,
  html: string,
  format: Paper,
  timeout: number,
): Promise<PdfOutcome> {
  try {
    const answer = await browser.quickAction('pdf', {
      html,
      setJavaScriptEnabled: false,
      gotoOptions: { waitUntil: 'load', timeout },
      // Nobody else is to have it.
      cacheTTL: 0,
      pdfOptions: { format, printBackground: true, tagged: true, outline: true, timeout },
    })
    if (!answer.ok) {
      await answer.body?.cancel()
      return answer.status === 429 ? { kind: 'busy' } : { kind: 'failed', reason: 'refused' }
    }
    const pdf = await answer.arrayBuffer()
    return isWhole(pdf) ? { kind: 'printed', pdf } : { kind: 'failed', reason: 'no_pdf' }
  } catch {
    return { kind: 'failed', reason: 'unreachable' }
  }
}

function isWhole(pdf: ArrayBuffer): boolean {
  const text = (part: ArrayBuffer) => new TextDecoder('latin1').decode(part)
  return text(pdf.slice(0, START.length)) === START && text(pdf.slice(-TAIL_BYTES)).includes(END)
}
