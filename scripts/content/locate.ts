import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * Finds where a text or number stands, also where it is imported from another file.
 * @param name of the constant that the file exports
 * @returns `file:line` of it, or of the nearest around it that is there
 */
export function locate(file: string, name: string, path: readonly PropertyKey[]): string {
  const source = parse(file)
  const start = source && declarationOf(source, name)
  return start ? descend({ source, node: start }, path) : file
}

interface Place {
  source: ts.SourceFile
  node: ts.Node
}

function descend(place: Place, path: readonly PropertyKey[]): string {
  let current = place
  for (const key of path) {
    const inner = enter(current, key)
    if (inner === null) {
      current = resolve(current)
      break
    }
    current = inner
  }
  const { source, node } = current
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`
}

function enter(place: Place, key: PropertyKey): Place | null {
  const { source, node } = resolve(place)
  if (ts.isArrayLiteralExpression(node)) {
    const element = node.elements[Number(key)]
    return element ? { source, node: element } : null
  }
  if (!ts.isObjectLiteralExpression(node)) return null
  const property = node.properties.find((each) => each.name && nameOf(each.name) === String(key))
  return property ? { source, node: property } : null
}

/** What a property or a name stands for. */
function resolve({ source, node }: Place): Place {
  if (ts.isPropertyAssignment(node)) return resolve({ source, node: node.initializer })
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return resolve({ source, node: node.expression })
  const name = ts.isShorthandPropertyAssignment(node)
    ? node.name.text
    : ts.isIdentifier(node)
      ? node.text
      : null
  return (name !== null && follow(source, name)) || { source, node }
}

function follow(source: ts.SourceFile, name: string): Place | null {
  const here = declarationOf(source, name)
  if (here) return resolve({ source, node: here })
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const bindings = statement.importClause?.namedBindings
    if (!bindings || !ts.isNamedImports(bindings)) continue
    const element = bindings.elements.find((each) => each.name.text === name)
    if (!element) continue
    const other = parse(join(dirname(source.fileName), statement.moduleSpecifier.text))
    const there = other && declarationOf(other, (element.propertyName ?? element.name).text)
    return there ? resolve({ source: other, node: there }) : null
  }
  return null
}

function declarationOf(source: ts.SourceFile, name: string): ts.Expression | null {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const found = statement.declarationList.declarations.find(
      (each) => ts.isIdentifier(each.name) && each.name.text === name,
    )
    if (found?.initializer) return found.initializer
  }
  return null
}

function nameOf(name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : null
}

function parse(file: string): ts.SourceFile | null {
  if (!existsSync(file)) return null
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
}
