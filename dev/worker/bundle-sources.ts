import { relative } from 'node:path'
import type { AttemptOrder } from './attempt-messages.ts'
import { bundleWorker, type WorkerModule } from './esbuild-bundle.ts'
import { explainEsbuild } from './syntax.ts'
import { createPositionMap } from './source-positions.ts'

/**
 * Bundles the Worker's entry and all that it imports.
 * @returns the modules, and what replaces positions in the bundle, anywhere in a text, by those in the sources
 * @throws BuildFailedError with esbuild's message
 */
export async function bundleSources({ root, config }: AttemptOrder): Promise<{
  modules: WorkerModule[]
  mapPositions: (text: string) => string
}> {
  try {
    const { modules, sourceMap } = await bundleWorker(relative(root, config.main), config.alias, {
      root,
      sourceMap: true,
    })
    return { modules, mapPositions: createPositionMap(sourceMap) }
  } catch (error) {
    throw await explainEsbuild(error as Error)
  }
}
