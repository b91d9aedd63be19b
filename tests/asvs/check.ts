import { existsSync, readFileSync } from 'node:fs'
import { readHeadings } from '#tests/helpers/markdown.ts'
import { LEVELS, type Level } from './standard.ts'
import type { Proof, Verdict } from './verdict.ts'

/** How many requirements of a level may be not met. */
export const MOST_NOT_MET: Record<Level, number> = { 1: 0, 2: 5 }

/** What a proof is read from. */
export interface Sources {
  /** null for a file that is not there */
  read: (file: string) => string | null
}

export const CHECKOUT: Sources = {
  read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
}

export function idsOf(verdict: Verdict): readonly string[] {
  return verdict.status === 'not applicable' ? verdict.ids : [verdict.id]
}

/** @returns what is wrong, a line each; none when every requirement is judged once and every proof is there */
export function findFaults(verdicts: readonly Verdict[], sources: Sources = CHECKOUT): string[] {
  return [
    ...findMissing(verdicts),
    ...verdicts.flatMap((verdict) => findUnproven(verdict, sources)),
    ...findTooMany(verdicts),
  ]
}

function findMissing(verdicts: readonly Verdict[]): string[] {
  const judged = verdicts.flatMap(idsOf)
  const missing = [...LEVELS.keys()].filter((id) => !judged.includes(id))
  const unknown = judged.filter((id) => !LEVELS.has(id))
  const twice = judged.filter((id, index) => judged.indexOf(id) !== index)
  return [
    ...missing.map((id) => `${id}: is not judged`),
    ...unknown.map((id) => `${id}: is no requirement of level 1 or 2`),
    ...twice.map((id) => `${id}: is judged twice`),
  ]
}

function findUnproven(verdict: Verdict, sources: Sources): string[] {
  const [first = ''] = idsOf(verdict)
  if (verdict.status !== 'met') return verdict.reason.trim() === '' ? [`${first}: has no reason`] : []
  if (verdict.proofs.length === 0) return [`${first}: has no proof`]
  return verdict.proofs.flatMap((proof) => {
    const problem = findProblem(proof, sources)
    return problem === null ? [] : [`${first}: ${problem}`]
  })
}

function findProblem(proof: Proof, { read }: Sources): string | null {
  const text = read(proof.file)
  if (text === null) return `${proof.file} does not exist`
  if (proof.kind === 'test') {
    return hasTitle(text, proof.title) ? null : `${proof.file} has no test "${proof.title}"`
  }
  const section = readHeadings(text).find((heading) => heading.text === proof.heading)
  if (!section) return `${proof.file} has no heading "${proof.heading}"`
  return section.filled ? null : `${proof.file} says nothing under "${proof.heading}"`
}

function hasTitle(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(quote + title + quote))
}

function findTooMany(verdicts: readonly Verdict[]): string[] {
  return ([1, 2] as const).flatMap((level) => {
    const open = verdicts.filter(({ status }) => status === 'not met').flatMap(idsOf)
    const ids = open.filter((id) => LEVELS.get(id) === level)
    const most = MOST_NOT_MET[level]
    return ids.length > most
      ? [`level ${level}: ${ids.length} are not met, ${most} may be: ${ids.join(', ')}`]
      : []
  })
}
