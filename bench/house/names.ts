import ts from 'typescript'
import type { Figure } from '#bench/figure.ts'
import { type SourceFile, isInApp } from './source-files.ts'

/** What Remix looks for in a route, by these names. */
const OF_ROUTES = new Set(['action', 'handle', 'headers', 'Layout', 'links', 'loader', 'meta'])

/** Folders and files that stand for one another: one is taken, by language, scorecard, CRM or kind of database. */
const ALTERNATIVES = [
  /^app\/words\/(\w+)\//,
  /^app\/content\/([\w-]+(?:\/\w+)?)\//,
  /^app\/clients\/(hubspot|salesforce)\//,
  /^app\/data\/(hyperdrive|neon)-driver\.server\.ts$/,
]

/** Names that two files of `app` export, or that one exports and another layer gives to a function of its own. */
export function nameFigures(files: readonly SourceFile[]): Figure[] {
  const causes = namesThatStandTwice(files.filter(isInApp))
  return [{ name: 'app_names_that_stand_twice', value: causes.length, unit: 'names', limit: 0, causes }]
}

interface Declared {
  path: string
  name: string
  isExported: boolean
  isFunction: boolean
}

export function namesThatStandTwice(files: readonly SourceFile[]): string[] {
  const byName = new Map<string, Declared[]>()
  for (const one of files.flatMap(declaredIn)) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
  return [...byName.values()].flatMap((declared) => {
    const twice = declared.filter((one) => declared.some((other) => clash(one, other)))
    const paths = [...new Set(twice.map(({ path }) => path))]
    return paths.length === 0 ? [] : [`${declared[0]!.name}: ${paths.toSorted().join(', ')}`]
  })
}

function clash(a: Declared, b: Declared): boolean {
  if (a.path === b.path || (!a.isExported && !b.isExported) || areAlternatives(a.path, b.path)) return false
  if (a.isExported && b.isExported) return true
  return a.isFunction && b.isFunction && layerOf(a.path) !== layerOf(b.path)
}

function areAlternatives(a: string, b: string): boolean {
  return ALTERNATIVES.some((pattern) => {
    const [one, other] = [pattern.exec(a)?.[1], pattern.exec(b)?.[1]]
    return one !== undefined && other !== undefined && one !== other
  })
}

function layerOf(path: string): string | undefined {
  return path.split('/')[1]
}

/** What stands at the top of a file. */
function declaredIn({ path, tree }: SourceFile): Declared[] {
  const isRoute = path.startsWith('app/routes/') || path === 'app/root.tsx'
  return tree.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    return namesIn(statement)
      .filter((name) => !(isRoute && OF_ROUTES.has(name)))
      .map((name) => ({ path, name, isExported, isFunction: ts.isFunctionDeclaration(statement) }))
  })
}

function namesIn(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    )
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}
