import { expect, test } from 'vitest'
import type { ExperimentContent } from '#app/domain/experiments/experiment-types.ts'
import { type Experiment, buildExperiments } from '#app/domain/experiments/experiments.ts'
import { drawVariant } from '#app/web/start-variant.server.ts'

const VISITORS = 100_000
const SECRET = 'a-key-of-the-test'

const shares = (id: string, ...parts: number[]): ExperimentContent => ({
  id,
  hypothesis: 'It makes no difference at all.',
  measure: 'starts',
  planned: 1000,
  control: 'aa',
  variants: Object.fromEntries(
    parts.map((share, place) => [
      'abcde'.charAt(place).repeat(2),
      { share, changes: place === 0 ? {} : { startLabel: `Start ${place}` } },
    ]),
  ),
})

const { experiments } = buildExperiments({
  askAddress: 'steps',
  experiments: [shares('halves', 50, 50), shares('unequal', 70, 20, 10), shares('another', 50, 50)],
  pastIds: [],
})
const [halves, unequal, another] = experiments as [Experiment, Experiment, Experiment]

const drawnOf = new Map<Experiment, Promise<string[]>>()

function drawAll(experiment: Experiment): Promise<string[]> {
  const known = drawnOf.get(experiment) ?? drawEach(experiment)
  drawnOf.set(experiment, known)
  return known
}

/** As they come: some share a network, some a browser. */
async function drawEach(experiment: Experiment): Promise<string[]> {
  const drawn: string[] = []
  for (let visitor = 0; visitor < VISITORS; visitor++) {
    const network = `192.0.${visitor % 251}.${visitor % 241}`
    drawn.push((await drawVariant(experiment, network, `Browser ${visitor % 239}`, SECRET)).id)
  }
  return drawn
}

test.each([halves, unequal])(
  'of 100,000 visitors each variant of the test $id has its share within one per cent',
  async (experiment) => {
    const drawn = await drawAll(experiment)
    for (const { id, share } of experiment.variants) {
      const got = drawn.filter((variant) => variant === id).length / VISITORS
      expect(Math.abs(got - share), `${id} has ${got}`).toBeLessThan(0.01)
    }
  },
)

test('who saw which variant of one test says nothing of another', async () => {
  const [one, other] = [await drawAll(halves), await drawAll(another)]
  const same = one.filter((variant, visitor) => variant === other[visitor]).length / VISITORS
  expect(Math.abs(same - 0.5)).toBeLessThan(0.01)
})

test('the same visitor is drawn the same, and another key draws anew', async () => {
  const draw = (secret: string) =>
    Promise.all(
      Array.from(
        { length: 64 },
        async (_, place) => (await drawVariant(halves, `${place}`, 'Browser', secret)).id,
      ),
    )
  expect(await draw(SECRET)).toEqual(await draw(SECRET))
  expect(await draw('another-key')).not.toEqual(await draw(SECRET))
})
