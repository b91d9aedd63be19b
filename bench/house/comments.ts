import ts from 'typescript'
import type { Figure } from '#bench/figure.ts'
import { type SourceFile, isInApp } from './source-files.ts'

/** In these layers names do the explaining. The locks and races of app/data cannot be seen, and need more words. */
const LIMITED = ['app/clients', 'app/domain', 'app/platform', 'app/services', 'app/web']
const LIMIT_PERCENT = 8

/** The share of whole-line comments in lines that are not blank, layer by layer. */
export function commentFigures(files: readonly SourceFile[]): Figure[] {
  const layers = [...new Set(files.map(({ path }) => layerOf(path)))].sort()
  return [
    shareFigure('app', files.filter(isInApp)),
    ...layers.map((layer) =>
      shareFigure(
        layer,
        files.filter(({ path }) => layerOf(path) === layer),
      ),
    ),
  ]
}

function layerOf(path: string): string {
  const [folder = '', layer = ''] = path.split('/')
  if (folder !== 'app') return folder
  // What scorecards say is of the domain, though it lies where it is edited.
  if (layer === 'content') return 'app/domain'
  return layer.includes('.') ? 'app/root' : `app/${layer}`
}

function shareFigure(layer: string, files: readonly SourceFile[]): Figure {
  const counts = files.map(countComments)
  const sum = (key: keyof CommentCount) => counts.reduce((total, count) => total + count[key], 0)
  return {
    name: `comments_${layer.replace('/', '_')}`,
    value: (100 * sum('comments')) / sum('nonBlank'),
    unit: '%',
    ...(LIMITED.includes(layer) && { limit: LIMIT_PERCENT }),
  }
}

export interface CommentCount {
  /** lines on which nothing but a comment stands */
  comments: number
  nonBlank: number
}

export function countComments({ tree, lines }: SourceFile): CommentCount {
  const text = tree.getFullText()
  const covered = commentRanges(tree, text)
  let comments = 0
  let nonBlank = 0
  let start = 0
  for (const line of lines) {
    const first = start + line.search(/\S/)
    const last = start + line.trimEnd().length
    start += line.length + 1
    if (line.trim() === '') continue
    nonBlank += 1
    // JSX has its comments in braces.
    const braces = text[first] === '{' && text[last - 1] === '}' ? 1 : 0
    if (covered.some(({ pos, end }) => pos <= first + braces && end >= last - braces)) comments += 1
  }
  return { comments, nonBlank }
}

/** By the syntax tree: what looks like a comment inside a string, a template or JSX text is none. */
function commentRanges(tree: ts.SourceFile, text: string): ts.CommentRange[] {
  const ranges = new Map<number, ts.CommentRange>()
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(tree)
    if (ts.isJSDoc(node)) return
    if (children.length === 0 && node.kind !== ts.SyntaxKind.JsxText) {
      const found = [
        ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, node.pos) ?? []),
      ]
      for (const range of found) ranges.set(range.pos, range)
    }
    children.forEach(visit)
  }
  visit(tree)
  return [...ranges.values()]
}
