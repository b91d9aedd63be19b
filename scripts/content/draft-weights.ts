import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nextVersion } from '#app/domain/quiz/versions.ts'
import type { Folder } from './folders.ts'
import { locate } from './locate.ts'

/**
 * Writes other weights of the areas into a scorecard that is as it was published, and gives it a new version: a draft, which
 * whoever edits it may change, throw away or publish.
 * @param weights of the areas, in their order
 * @param month such as `2026-12`
 * @returns the version
 * @throws where a number stands elsewhere than an editor writes it: nothing is changed then
 */
export function draftWeights({ path, source }: Folder, weights: readonly number[], month: string): string {
  const { scorecard } = source!
  const version = nextVersion(scorecard.version, month)
  const file = join(path, 'scorecard.ts')
  const lines = new Map<string, string[]>()
  const replace = (at: readonly PropertyKey[], before: RegExp, after: string) => {
    const [, name = '', line = ''] = /^(.*):(\d+)$/.exec(locate(file, 'scorecard', at)) ?? []
    if (name !== '' && !lines.has(name)) lines.set(name, readFileSync(name, 'utf8').split('\n'))
    const text = lines.get(name)?.[Number(line) - 1]
    if (text === undefined || text.match(before)?.length !== 1)
      throw new Error(`${file}: ${at.join(' > ')} is written in a way of its own: enter ${after} by hand`)
    lines.get(name)![Number(line) - 1] = text.replace(before, `$<name>${after}`)
  }
  replace(['version'], /(?<name>version['"]?: ['"])[\d.-]+/g, version)
  for (const [place, weight] of weights.entries())
    replace(['areas', place, 'weight'], /(?<name>weight['"]?: )\d+(?:\.\d+)?/g, String(weight))
  for (const [name, changed] of lines) writeFileSync(name, changed.join('\n'))
  return version
}
