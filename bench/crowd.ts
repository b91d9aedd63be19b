import { fetchOnce } from '#tests/helpers/visitor.ts'
import { type Figure, progress, timed } from './figure.ts'
import {
  PROSPECTS,
  REQUESTS,
  type RequestName,
  inLanes,
  nothingMeasured,
  percentile,
  requireNoFailure,
  takeQuiz,
} from './prospects.ts'

const REQUESTS_A_PROSPECT = 11
/** At a time: beyond what the machine can do at once, so that requests wait for one another. */
const LANES = 8
const BLOCKS = 10
const KNEE_LANES = [1, 2, 4, 8, 16, 32]
/** Sessions whose rows the trivial Worker touches, in turn. */
export const PEER_SESSIONS = 64

/** All prospects with so many at a time, in blocks that take turns with as many requests to the trivial Worker. */
export async function crowd({ product, trivial }: { product: string; trivial: string }): Promise<Figure[]> {
  const measured = nothingMeasured()
  const plain: number[] = []
  const block = Math.ceil(PROSPECTS / BLOCKS)
  for (let begun = 0; begun < PROSPECTS; begun += block) {
    progress(`  ${begun} of ${PROSPECTS} prospects`)
    const prospects = Math.min(block, PROSPECTS - begun)
    await inLanes(LANES, prospects, () => takeQuiz(product, measured))
    await inLanes(LANES, prospects * REQUESTS_A_PROSPECT, () => askTrivial(trivial, plain))
  }
  const ratio = (share: number, limit: number) => (name: RequestName) => ({
    name: `load_p${share * 100}_ratio_${name}`,
    value: percentile(measured.times[name], share) / percentile(plain, share),
    unit: 'ratio',
    limit,
  })
  return [
    { name: 'load_prospects', value: PROSPECTS, unit: 'prospects' },
    { name: 'load_failed', value: measured.failed, unit: 'prospects', limit: 0 },
    { name: 'load_trivial_p50_ms', value: percentile(plain, 0.5), unit: 'ms' },
    ...REQUESTS.map(ratio(0.5, 4)),
    ...REQUESTS.map(ratio(0.95, 8)),
    ...(await knees(product, trivial)),
  ]
}

let asked = 0

async function askTrivial(origin: string, times: number[]): Promise<void> {
  const startedAt = performance.now()
  const response = await fetchOnce(`${origin}/?session=peer-${(asked++ % PEER_SESSIONS) + 1}`)
  const { rows } = (await response.json()) as { rows: number }
  if (rows !== 1) throw new Error(`The trivial Worker touched ${rows} rows, not one.`)
  times.push(performance.now() - startedAt)
}

/** The most requests a second that either answers, however many are under way. */
async function knees(product: string, trivial: string): Promise<Figure[]> {
  const prospects = Math.max(8, Math.ceil(PROSPECTS / 20))
  let ofProduct = 0
  let ofTrivial = 0
  for (const lanes of KNEE_LANES) {
    progress(`  ${lanes} at a time`)
    const visits = nothingMeasured()
    const requests = prospects * REQUESTS_A_PROSPECT
    const quizzes = () => inLanes(lanes, prospects, () => takeQuiz(product, visits))
    ofProduct = Math.max(ofProduct, requests / ((await timed(quizzes)) / 1000))
    requireNoFailure(visits)
    const plain = () => inLanes(lanes, requests, () => askTrivial(trivial, []))
    ofTrivial = Math.max(ofTrivial, requests / ((await timed(plain)) / 1000))
  }
  return [
    { name: 'load_knee', value: ofProduct, unit: 'requests/s' },
    { name: 'load_trivial_knee', value: ofTrivial, unit: 'requests/s' },
    { name: 'load_knee_ratio', value: ofProduct / ofTrivial, unit: 'ratio', atLeast: 0.6 },
  ]
}
