import { Audit } from '@siteimprove/alfa-act'
import { Device } from '@siteimprove/alfa-device'
import { type Document, Node } from '@siteimprove/alfa-dom'
import { Native } from '@siteimprove/alfa-dom/native.js'
import { Request, Response } from '@siteimprove/alfa-http'
import { type Flattened, Rules } from '@siteimprove/alfa-rules'
import { URL as AlfaUrl } from '@siteimprove/alfa-url'
import { Conformance, Criterion } from '@siteimprove/alfa-wcag'
import { Page as AlfaPage } from '@siteimprove/alfa-web'
import type { Page } from 'playwright-core'

/** Those of WCAG 2.2 A and AA. */
const RULES = [...(Rules.values() as Iterable<Flattened.Rule>)].filter((rule) =>
  rule.hasRequirement((requirement) => Criterion.isCriterion(requirement) && Conformance.isAA()(requirement)),
)

export interface AlfaFault {
  rule: string
  target: string
  says: string
}

/**
 * What Siteimprove Alfa, an engine that shares nothing with axe, finds wrong with a page as it stands.
 * It reads the document and its style sheets in the browser and judges them by itself. What it cannot decide is no fault.
 */
export async function alfaFaults(page: Page): Promise<AlfaFault[]> {
  const json = await page.evaluate(Native.fromNode as () => Promise<Document.JSON>)
  const device = Device.standard()
  const document = Node.from(json, device)
  const url = AlfaUrl.parse(page.url()).getUnsafe()
  const input = AlfaPage.of(Request.of('GET', url), Response.of(url, 200), document, device)
  const outcomes = await Audit.of(input, RULES).evaluate()
  const faults: AlfaFault[] = []
  for (const outcome of outcomes) {
    const { outcome: verdict, rule, target, expectations } = outcome.toJSON() as unknown as Judged
    if (verdict !== 'failed') continue
    faults.push({
      rule: rule.uri.split('/').at(-1)!,
      target: JSON.stringify(target).slice(0, 300),
      says: JSON.stringify(expectations).slice(0, 300),
    })
  }
  return faults
}

interface Judged {
  outcome: string
  rule: { uri: string }
  target: unknown
  expectations: unknown
}
