import type { Figure } from '#bench/figure.ts'
import { lengthFigures } from './length-figures.ts'
import { type SourceFile, isInApp } from './source-files.ts'

const MEDIAN_LIMIT = 60
const LENGTH_LIMIT = 250

/** How many files there are, and how long they are: in `app`, where there are limits, and in all. */
export function fileFigures(all: readonly SourceFile[]): Figure[] {
  const app = all.filter(isInApp)
  const [median, ...rest] = lengthFigures('app_file', app.map(lineCount))
  return [
    { name: 'app_files', value: app.length, unit: 'files' },
    { ...median, limit: MEDIAN_LIMIT },
    ...rest,
    { ...longFiles('app', app), limit: 0 },
    { name: 'all_files', value: all.length, unit: 'files' },
    ...lengthFigures('all_file', all.map(lineCount)),
    longFiles('all', all),
  ]
}

function longFiles(where: string, files: readonly SourceFile[]): Figure {
  const long = files.filter((file) => lineCount(file) > LENGTH_LIMIT)
  return {
    name: `${where}_files_over_${LENGTH_LIMIT}_lines`,
    value: long.length,
    unit: 'files',
    causes: long.map((file) => `${file.path}: ${lineCount(file)} lines`),
  }
}

function lineCount({ lines }: SourceFile): number {
  return lines.length
}
