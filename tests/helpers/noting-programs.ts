import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * Programs in place of real ones, which only note how they were called and end with the given exit code.
 * @returns the folder that they are in, and the calls so far, in order
 */
export function createNotingPrograms(exits: Record<string, number>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scorecard-programs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const log = path.join(folder, 'calls.log')
  writeFileSync(log, '')
  for (const [name, code] of Object.entries(exits)) {
    const lines = ['#!/bin/sh', `echo "${name} $*" >> '${log}'`, `exit ${code}`, '']
    writeFileSync(path.join(folder, name), lines.join('\n'), { mode: 0o755 })
  }
  return { folder, calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean) }
}
