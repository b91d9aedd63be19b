import { SourceMap, type SourceMapPayload } from 'node:module'
import type { SourcePlace } from './build-failure.ts'

const BUNDLE_POSITION = /(?:file:\/\/)?[\w./%-]*\bmain\.js:(\d+):(\d+)/g
const SOURCE_POSITION = /([\w@$./[\]-]+\.\w+):(\d+):(\d+)/g

/** What replaces each position in the bundle, as stack traces name them, by the one in the sources. */
export function createPositionMap(sourceMap: string | undefined): (text: string) => string {
  if (sourceMap === undefined) return (text) => text
  const map = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload)
  return (text) =>
    text.replace(BUNDLE_POSITION, (position, line: string, column: string) => {
      const origin = map.findOrigin(Number(line), Number(column))
      return 'fileName' in origin
        ? `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`
        : position
    })
}

/** The first position in a mapped text that is ours. */
export function findMappedPlace(text: string): SourcePlace | undefined {
  for (const [, file = '', line, column] of text.matchAll(SOURCE_POSITION)) {
    if (!file.includes('node_modules/')) return { file, line: Number(line), column: Number(column) }
  }
  return undefined
}
