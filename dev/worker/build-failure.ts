import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** A place in a source file: its path from the project's root, and line and column from 1. */
export interface SourcePlace {
  file: string
  line?: number
  column?: number
}

/** Why there is no Worker to answer requests. */
export interface BuildFailure {
  /** What failed, as a sentence. */
  title: string
  /** What the compiler or the runtime said, to be shown as it is. */
  message: string
  place?: SourcePlace
}

export class BuildFailedError extends Error {
  override readonly name = 'BuildFailedError'
  constructor(readonly failure: BuildFailure) {
    super(`${failure.title}\n${failure.message}`)
  }
}

const FRAME_LINES = 2

/**
 * What a build command's output says about its failure: the compiler's message, without progress, stack traces of the
 * compiler and the objects that Node prints of its errors.
 */
export function readBuildOutput(output: string, root: string): Pick<BuildFailure, 'message' | 'place'> {
  const text = relativeTo(root, stripVTControlCharacters(output))
  const [, afterVerdict = text] = /^.{0,3}Build failed in .*\n([^]*)$/m.exec(text) ?? []
  const message = afterVerdict
    .replace(/^\s+at .*\{\n[^]*?^\}$/gm, '')
    .replace(/^(?:\s+at .*|Node\.js v[\d.]+|npm error .*)$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const place = findPlace(message, root)
  const frame = place && !/^\s*>?\s*\d+\s*[|:]/m.test(message) ? codeFrame(place, root) : ''
  return { message: frame ? `${message}\n\n${frame}` : message, place }
}

/** Paths from the project's root, and without what bundlers append to them. */
function relativeTo(root: string, text: string): string {
  const folder = join(root, '/')
  return text
    .replaceAll(`file://${folder}`, '')
    .replaceAll(folder, '')
    .replace(/\?__remix[\w-]*/g, '')
}

/** The first place in the project that a compiler names, in any of their notations. */
function findPlace(message: string, root: string): SourcePlace | undefined {
  const named = /([\w@$./ [\]-]*[\w\])]\.\w+)(?::(\d+)(?::(\d+))?| \((\d+):(\d+)\))/g
  for (const [, path = '', line, column, otherLine, otherColumn] of message.matchAll(named)) {
    const file = path.trim().replace(/^\.\//, '')
    if (readSource(file, root) === null) continue
    return { file, line: Number(line ?? otherLine), column: numberOf(column ?? otherColumn) }
  }
  return findImport(message, root)
}

/** Rollup names the file and the import that leads nowhere, and no line. */
function findImport(message: string, root: string): SourcePlace | undefined {
  const [, specifier, file = ''] = /Could not resolve "([^"]+)" from "([^"]+)"/.exec(message) ?? []
  const lines = specifier === undefined ? null : readSource(file, root)?.split('\n')
  if (!lines) return undefined
  const line = lines.findIndex((text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`))
  return { file, ...(line >= 0 && { line: line + 1 }) }
}

/** The lines around a place, numbered; empty when they cannot be read. */
export function codeFrame({ file, line, column }: SourcePlace, root: string): string {
  const lines = line === undefined ? undefined : readSource(file, root)?.split('\n')
  if (!lines || line === undefined) return ''
  const first = Math.max(1, line - FRAME_LINES)
  const last = Math.min(lines.length, line + FRAME_LINES)
  const width = String(last).length
  return lines
    .slice(first - 1, last)
    .flatMap((text, index) => {
      const number = first + index
      const shown = `${String(number).padStart(width)} | ${text}`
      if (number !== line || column === undefined) return [shown]
      return [shown, `${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`]
    })
    .join('\n')
}

function readSource(file: string, root: string): string | null {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return null
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
