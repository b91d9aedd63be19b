import { formatMessages, transform, type BuildFailure as EsbuildFailure, type Loader } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { AttemptOrder } from './attempt-messages.ts'
import { BuildFailedError } from './build-failure.ts'

const LOADERS: Record<string, Loader> = {
  '.ts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.jsx': 'jsx',
}

/**
 * Looks over the sources that have just changed: a typing error need not wait for the build to come across it.
 * @throws BuildFailedError with esbuild's message
 */
export async function requireSyntax({ root, changed }: AttemptOrder): Promise<void> {
  for (const file of changed) {
    const loader = LOADERS[extname(file)]
    const text = loader && (await readFile(join(root, file), 'utf8').catch(() => null))
    // A deleted file has no syntax.
    if (!loader || text === null || text === undefined) continue
    try {
      await transform(text, { loader, sourcefile: file, logLevel: 'silent' })
    } catch (error) {
      throw await explainEsbuild(error as Error)
    }
  }
}

/** @returns esbuild's message with file, line and frame; another error as it is */
export async function explainEsbuild(error: Error & Partial<EsbuildFailure>): Promise<Error> {
  const { errors = [] } = error
  if (errors.length === 0) return error
  const [location] = errors.flatMap((failed) => failed.location ?? [])
  return new BuildFailedError({
    title: 'The Worker does not build',
    message: (await formatMessages(errors, { kind: 'error', color: false })).join('\n').trim(),
    place: location && { file: location.file, line: location.line, column: location.column + 1 },
  })
}
