import { CONSENT } from '#app/domain/lead/consent.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'

/** The requests of one prospect, named as in the figures; `/assessment/start` begins each quiz. */
export const REQUESTS = [
  'start',
  'step_page',
  'step_1',
  'step_2',
  'step_3',
  'step_4',
  'results',
  'contact',
] as const
export type RequestName = (typeof REQUESTS)[number]

/** Milliseconds of each request, and how many prospects did not get through. */
export interface Measured {
  times: Record<RequestName, number[]>
  failed: number
}

export function nothingMeasured(): Measured {
  const times = Object.fromEntries(REQUESTS.map((name) => [name, [] as number[]]))
  return { times: times as Measured['times'], failed: 0 }
}

/** As browsers say of a page that one of ours has led to; without it, each would be sent its styles as a first one is. */
export const LED_HERE = { 'Sec-Fetch-Site': 'same-origin' }

/** BENCH_PROSPECTS is for a quick look: the limits are those of a whole run. */
export const PROSPECTS = Number(process.env.BENCH_PROSPECTS ?? 1_000)

let prospects = 0

/** Does something around some of the requests. */
export type Around = Partial<Record<RequestName, (request: () => Promise<Response>) => Promise<Response>>>

/** One prospect, from an address of their own: through the whole quiz to the results, with contact details at the end. */
export async function takeQuiz(origin: string, measured: Measured, around: Around = {}): Promise<void> {
  const number = ++prospects
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  const visitor = new Visitor(origin, { 'CF-Connecting-IP': address })
  const timed = async (name: RequestName, request: () => Promise<Response>): Promise<Response> => {
    const startedAt = performance.now()
    const response = await (around[name]?.(request) ?? request())
    await response.arrayBuffer()
    measured.times[name].push(performance.now() - startedAt)
    return response
  }
  const lead = { email: `prospect-${number}@example.com`, consent: CONSENT.version }
  try {
    let path = expectRedirect(await timed('start', () => visitor.post('/assessment/start')))
    for (const step of [1, 2, 3, 4] as const) {
      requireOk(await timed('step_page', () => visitor.get(path, LED_HERE)))
      const fields = { ...answersOf(step, 'C'), ...(step === 4 ? lead : {}) }
      path = expectRedirect(await timed(`step_${step}`, () => visitor.post(path, fields)))
    }
    requireOk(await timed('results', () => visitor.get(path, LED_HERE)))
    const details = { ...lead, firstName: 'Robin', lastName: 'Sample', company: 'Example Works' }
    const contact = () => visitor.post(path, { ...details, phone: '+1 555 0100' })
    expectRedirect(await timed('contact', contact))
  } catch {
    measured.failed++
  }
}

function requireOk({ status }: Response): void {
  if (status !== 200) throw new Error(`A page answered ${status}, not 200.`)
}

/** As many at a time as there are lanes, each beginning when another has ended. */
export async function inLanes(lanes: number, tasks: number, task: () => Promise<void>): Promise<void> {
  let left = tasks
  const lane = async () => {
    while (left-- > 0) await task()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new RangeError('There is no percentile of no values.')
  return value
}

/** @throws when anybody did not get through */
export function requireNoFailure({ failed }: Measured): void {
  if (failed > 0) throw new Error(`${failed} prospects did not get through.`)
}
