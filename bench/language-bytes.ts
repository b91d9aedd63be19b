import { QUIZ } from '#tests/factories/quiz.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { compress } from './pages/edge.ts'
import { LED_HERE } from './prospects.ts'
import type { Figure } from './figure.ts'

const GERMAN = '/de'

/** What a page in German weighs over the same in English, compressed as on the wire; not its answer's heads, nor what it loads. */
export async function languageBytes(origin: string): Promise<Figure[]> {
  const english = await weighPages(new Visitor(origin), '')
  const german = await weighPages(new Visitor(origin), GERMAN)
  return Object.keys(english).map((page) => ({
    name: `german_bytes_ratio_${page}`,
    value: german[page]! / english[page]!,
    unit: 'ratio',
    limit: 1.05,
  }))
}

async function weighPages(visitor: Visitor, mount: string): Promise<Record<string, number>> {
  const weigh = async (path: string, headers: Record<string, string> = LED_HERE) => {
    const page = await visitor.get(path, headers)
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}.`)
    return compress(Buffer.from(await page.arrayBuffer())).byteLength
  }
  const weights: Record<string, number> = {
    landing: await weigh(mount || '/', {}),
    privacy: await weigh(`${mount}/privacy`),
  }
  await visitor.start(mount)
  let path = `${mount}/assessment/step/1`
  for (const { step } of QUIZ.areas) {
    weights[`step_${step}`] = await weigh(path)
    path = expectRedirect(await visitor.post(path, answersOf(step, 'C')))
  }
  weights.results = await weigh(path)
  weights.report = await weigh(`${path}/report`)
  return weights
}
