import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import type { Figure } from '#bench/figure.ts'
import { type Graph, circlesOf, folderCirclesOf } from './circles.ts'
import { FOLDERS } from './source-files.ts'

/** Imports that the rules of the layers refuse, those that lead nowhere, and circles; imports of types count. */
export async function importFigures(): Promise<Figure[]> {
  const options = await extractDepcruiseOptions('./.dependency-cruiser.mjs')
  const { output } = await cruise(FOLDERS, options)
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered with text.')
  const graph = graphOf(output)
  // dependency-cruiser sees circles between layers, ours those of folders inside one that meet at different depths.
  const folderCircles = [
    ...folderCirclesOf(graph, (folder) => folder !== '' && folder !== 'app'),
    ...output.summary.violations
      .filter(({ rule }) => rule.name === 'circle-of-folders')
      .map(({ cycle = [] }) => cycle.map(({ name }) => name)),
  ]
  return [
    ...refusedImportFigures(output),
    figure('circles_of_files', circlesOf(graph).map(asLine), 'circles'),
    figure('circles_of_folders', [...new Set(folderCircles.map(asLine))], 'circles'),
  ]
}

/** Each import that a rule refuses is counted once, circles apart. */
export function refusedImportFigures({ summary }: Pick<ICruiseResult, 'summary'>): Figure[] {
  const refused = summary.violations.filter(({ rule }) => !rule.name.startsWith('circle-of-'))
  const kindOf = (rule: string) =>
    rule === 'unresolved'
      ? 'imports_unresolved'
      : rule.startsWith('packages-of-')
        ? 'imports_of_other_packages'
        : 'imports_up'
  return ['imports_up', 'imports_of_other_packages', 'imports_unresolved'].map((kind) =>
    figure(
      kind,
      refused
        .filter(({ rule }) => kindOf(rule.name) === kind)
        .map(({ rule, from, to }) => `${from} -> ${to} (${rule.name})`),
      'imports',
    ),
  )
}

function figure(name: string, causes: string[], unit: string): Figure {
  return { name, value: causes.length, unit, limit: 0, causes }
}

function asLine(circle: string[]): string {
  return circle.toSorted().join(' <-> ')
}

function graphOf({ modules }: ICruiseResult): Graph {
  const own = new Set(
    modules
      .filter(({ followable, source }) => followable !== false && FOLDERS.includes(source.split('/')[0]!))
      .map(({ source }) => source),
  )
  return new Map(
    modules
      .filter(({ source }) => own.has(source))
      .map(({ source, dependencies }) => [
        source,
        new Set(
          dependencies.map(({ resolved }) => resolved).filter((path) => path !== source && own.has(path)),
        ),
      ]),
  )
}
