import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MODELS_IN_WORKER } from '#prisma/generate.ts'

const CALL = /\.(\w+)\.(?:find\w+|create\w*|update\w*|upsert|delete\w*|count|aggregate|groupBy)\b(?=[(<])/g

test("the Worker's client has the models that the Worker calls, and no others", () => {
  const models = new Map(
    [...readFileSync('prisma/schema.prisma', 'utf8').matchAll(/^model (\w+)/gm)].map(([, name]) => [
      name![0]!.toLowerCase() + name!.slice(1),
      name!,
    ]),
  )
  const files = globSync('{app,workers}/**/*.ts', { exclude: (path) => path === 'app/data/generated' })
  const called = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(CALL)].flatMap(([, name]) => models.get(name!) ?? []),
  )
  expect(new Set(called)).toEqual(new Set(MODELS_IN_WORKER))
})
