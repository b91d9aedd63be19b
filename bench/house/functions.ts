import ts from 'typescript'
import type { Figure } from '#bench/figure.ts'
import { lengthFigures } from './length-figures.ts'
import { type SourceFile, isInApp, lineSpan, walk } from './source-files.ts'

const LENGTH_LIMIT = 80
const LONGEST_SHOWN = 5

export interface MeasuredFunction {
  /** such as `app/root.tsx#App` */
  name: string
  lines: number
  /** `lines` without those of JSX and SQL, whose length is that of what they describe */
  plainLines: number
}

/** How long functions are: in `app`, where there is a limit, and in all. The longest of `app` are named. */
export function functionFigures(all: readonly SourceFile[]): Figure[] {
  const app = all.filter(isInApp).flatMap(measureFunctions)
  const everywhere = all.flatMap(measureFunctions)
  const tooLong = app.filter(({ plainLines }) => plainLines > LENGTH_LIMIT)
  const longest = app.toSorted((a, b) => b.lines - a.lines).slice(0, LONGEST_SHOWN)
  return [
    { name: 'app_functions', value: app.length, unit: 'functions' },
    ...lengthFigures('app_function', app.map(lineCount)),
    {
      name: `app_functions_over_${LENGTH_LIMIT}_lines_without_jsx_and_sql`,
      value: tooLong.length,
      unit: 'functions',
      limit: 0,
      causes: tooLong.map(({ name, lines, plainLines }) => `${name}: ${plainLines} of ${lines} lines`),
    },
    ...longest.map(({ name, lines }) => ({ name, value: lines, unit: 'lines' })),
    { name: 'all_functions', value: everywhere.length, unit: 'functions' },
    ...lengthFigures('all_function', everywhere.map(lineCount)),
  ]
}

function lineCount({ lines }: MeasuredFunction): number {
  return lines
}

/** Every function, method and callback of a file that has a body. Nested ones count by themselves and in the outer. */
export function measureFunctions({ path, tree }: SourceFile): MeasuredFunction[] {
  const found: MeasuredFunction[] = []
  walk(tree, (node) => {
    if (!hasBody(node)) return
    const lines = lineSpan(node)
    found.push({
      name: `${path}#${nameOf(node)}`,
      lines,
      plainLines: lines - descriptiveLines(node),
    })
  })
  return found
}

/** A template or an element on n lines leaves one of them, the one that it would need in any case. */
function descriptiveLines(node: ts.Node): number {
  let lines = 0
  node.forEachChild((child) => {
    lines += isJsx(child) || isSql(child) ? lineSpan(child) - 1 : descriptiveLines(child)
  })
  return lines
}

function isJsx(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)
}

function isSql(node: ts.Node): boolean {
  return ts.isTaggedTemplateExpression(node) && /(^|\.)(sql|\$(query|execute)Raw)$/i.test(node.tag.getText())
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText()
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText()
  if (ts.isCallExpression(parent)) return `${parent.expression.getText().split('\n')[0]}()`
  return `line ${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
