import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * What the files of a folder say, as it stands between quotes: three words or more, which no name and no address is. Of words
 * with something put in, each part before, between and after.
 */
export function sentencesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    return literalsOf(ts.createSourceFile(name, text, ts.ScriptTarget.Latest)).filter(isSentence)
  })
}

function literalsOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node)) return []
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    return [node.text]
  const found: string[] = []
  node.forEachChild((child) => void found.push(...literalsOf(child)))
  return found
}

const isSentence = (text: string) => (text.match(/(?:^|\s)\p{L}{2,}/gu) ?? []).length >= 3
