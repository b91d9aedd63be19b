import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** The folders that hold the project's own code. */
export const FOLDERS = ['app', 'bench', 'dev', 'prisma', 'scripts', 'sim', 'tests', 'workers']

export interface SourceFile {
  /** from the project's root, as in `app/root.tsx` */
  path: string
  lines: readonly string[]
  tree: ts.SourceFile
}

/** Reads every script and component of the project; generated clients are not the project's own. */
export function readSourceFiles(): SourceFile[] {
  return globSync(`{${FOLDERS.join(',')}}/**/*.{ts,tsx,mts,mjs}`)
    .filter((path) => !path.includes('/generated/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(path, 'utf8')))
}

export function parseSource(path: string, text: string): SourceFile {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return { path, lines, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

/** Calls `visit` with every node below and including `node`, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

/** How many lines a node stands on, its comment above left out. */
export function lineSpan(node: ts.Node): number {
  const file = node.getSourceFile()
  const line = (position: number) => file.getLineAndCharacterOfPosition(position).line
  return line(node.getEnd()) - line(node.getStart()) + 1
}

export function isInApp({ path }: SourceFile): boolean {
  return path.startsWith('app/')
}
