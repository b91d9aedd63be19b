import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFrame, readBuildOutput } from '#dev/worker/build-failure.ts'

let root: string

beforeAll(() => {
  // With a blank and brackets, as folders of a checkout and names of routes have them.
  root = join(mkdtempSync(join(tmpdir(), 'scorecard-build-')), 'my [checkout]')
  for (const [file, text] of Object.entries({
    'app/domain/scoring.ts': 'one\ntwo\nexport const broken = {\n',
    'app/routes/assessment.step.$step/route.tsx': 'import {\n  nothing,\n} from "./nope.ts"\n',
    'prisma/schema.prisma': 'model Foo { id Int }\n',
  })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
})

afterAll(() => rmSync(dirname(root), { recursive: true, force: true }))

test("Vite's message is kept whole, without progress, traces and what Node prints of the error", () => {
  const output = `Generated an empty chunk: "health".
\u001B[31m✗ Build failed in 605ms\u001B[39m
\u001B[31m[vite:esbuild] Transform failed with 1 error:
${root}/app/domain/scoring.ts:3:24: ERROR: Unexpected end of file\u001B[31m
file: ${root}/app/domain/scoring.ts:3:24

Unexpected end of file
2  |  two
3  |  export const broken = {
   |                         ^

    at failureErrorWithLog (${root}/node_modules/esbuild/lib/main.js:1467:15)
    at Pipe.onStreamRead (node:internal/stream_base_commons:189:23) {
  frame: '\\n' +
    'Unexpected end of file\\n',
  watchFiles: [
    '${root}/app/root.tsx'
  ]
}
`
  expect(readBuildOutput(output, root)).toEqual({
    message: `[vite:esbuild] Transform failed with 1 error:
app/domain/scoring.ts:3:24: ERROR: Unexpected end of file
file: app/domain/scoring.ts:3:24

Unexpected end of file
2  |  two
3  |  export const broken = {
   |                         ^`,
    place: { file: 'app/domain/scoring.ts', line: 3, column: 24 },
  })
})

test('an import that leads nowhere is found in its file, which Rollup does not do', () => {
  const file = 'app/routes/assessment.step.$step/route.tsx'
  const output = `✗ Build failed in 2.45s
Could not resolve "./nope.ts" from "${file}"
file: ${root}/${file}
    at getRollupError (file://${root}/node_modules/rollup/dist/es/shared/parseAst.js:355:41)
`
  const { message, place } = readBuildOutput(output, root)

  expect(place).toEqual({ file, line: 3 })
  expect(message).toContain(`Could not resolve "./nope.ts" from "${file}"`)
  expect(message).toContain('2 |   nothing,\n3 | } from "./nope.ts"')
})

test("Rollup's other notation, Prisma's and a script's stack are read as well", () => {
  const rollup = readBuildOutput('app/domain/scoring.ts (2:1): "x" is not exported by "app/y.ts"', root)
  const prisma = readBuildOutput(
    'error: This line is invalid.\n  -->  prisma/schema.prisma:1\n   |\n1 | x',
    root,
  )
  const script = readBuildOutput(
    `${root}/app/domain/scoring.ts:1\nthrow new Error('questions')\n^\n\nError: questions\n    at file://${root}/app/domain/scoring.ts:1:7\n\nNode.js v24.21.0\n`,
    root,
  )

  expect(rollup.place).toEqual({ file: 'app/domain/scoring.ts', line: 2, column: 1 })
  expect(prisma.place).toEqual({ file: 'prisma/schema.prisma', line: 1 })
  expect(script.place).toEqual({ file: 'app/domain/scoring.ts', line: 1 })
  expect(script.message).not.toMatch(/Node\.js v24|\n\s+at /)
})

test('a message without a place in the project is shown as it is', () => {
  expect(readBuildOutput('sh: 1: remix: not found\n', root)).toEqual({
    message: 'sh: 1: remix: not found',
    place: undefined,
  })
})

test('a frame shows the lines around a place and points to the column', () => {
  expect(codeFrame({ file: 'app/domain/scoring.ts', line: 3, column: 8 }, root)).toBe(
    ['1 | one', '2 | two', '3 | export const broken = {', '  |        ^', '4 | '].join('\n'),
  )
  expect(codeFrame({ file: 'app/domain/absent.ts', line: 1 }, root)).toBe('')
  expect(codeFrame({ file: 'app/domain/scoring.ts' }, root)).toBe('')
})
