import * as path from 'node:path'
import * as z from 'zod'
import type { Proof, Verdict } from './verdict.ts'

/** The part of what `vitest --reporter=json` writes that is used. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
})

/**
 * @param json what vitest's JSON reporter wrote of a run
 * @returns a line for each proof whose test did not run in it, or did not pass
 */
export function findNotPassed(verdicts: readonly Verdict[], json: string): string[] {
  const { testResults } = report.parse(JSON.parse(json))
  const ran = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: path.relative(process.cwd(), name) })),
  )
  const outcomeOf = (proof: Proof & { kind: 'test' }) => {
    const title = titlePattern(proof.title)
    const runs = ran.filter((test) => test.file === proof.file && title.test(test.title))
    if (runs.length === 0) return 'did not run'
    return runs.every(({ status }) => status === 'passed') ? null : 'did not pass'
  }
  return verdicts.flatMap((verdict) =>
    verdict.status !== 'met'
      ? []
      : verdict.proofs.flatMap((proof) => {
          const outcome = proof.kind === 'test' ? outcomeOf(proof) : null
          return outcome === null
            ? []
            : [`${verdict.id}: "${proof.kind === 'test' ? proof.title : ''}" ${outcome}`]
        }),
  )
}

/** A title with places for values, as `test.each` takes it, stands for every title that is made of it. */
function titlePattern(title: string): RegExp {
  const parts = title.split(/%[a-z]|\$[\w.]+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}
