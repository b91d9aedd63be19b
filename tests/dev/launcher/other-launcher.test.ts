import { linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFront } from '#dev/launcher/front/front.ts'
import { noteLauncher, requireNoOtherLauncher } from '#dev/launcher/other-launcher.ts'
import { freePorts } from '#tests/helpers/launcher.ts'

test('a launcher is found by its note as long as it answers for the same folder', async () => {
  const { file, port } = await createNote()
  const takeBack = noteLauncher({ file, port })

  await expect(requireNoOtherLauncher({ file, folder: '/checkout' })).resolves.toBeUndefined()
  const front = await startFront({ port, folder: '/checkout' })
  onTestFinished(() => front.close())
  await expect(requireNoOtherLauncher({ file, folder: '/checkout' })).rejects.toThrow(
    `The local cloud of this folder runs already: http://localhost:${port}`,
  )
  await expect(requireNoOtherLauncher({ file, folder: '/copy' })).resolves.toBeUndefined()
  takeBack()
  await expect(requireNoOtherLauncher({ file, folder: '/checkout' })).resolves.toBeUndefined()
})

test('a note that is no note, or not there, holds nobody up', async () => {
  const { file } = await createNote()
  await expect(requireNoOtherLauncher({ file, folder: '/checkout' })).resolves.toBeUndefined()
  noteLauncher({ file, port: 1 })
  writeFileSync(file, '{"port": "x"')
  await expect(requireNoOtherLauncher({ file, folder: '/checkout' })).resolves.toBeUndefined()
})

test('a note is written anew: the one that is linked to it in a copy of the checkout stays', async () => {
  const { file } = await createNote()
  noteLauncher({ file, port: 1 })
  linkSync(file, `${file}.copy`)

  noteLauncher({ file, port: 2 })

  expect(readFileSync(`${file}.copy`, 'utf8')).toBe('{"port":1}')
})

async function createNote(): Promise<{ file: string; port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-note-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { file: join(folder, '.data/launcher.json'), port: Number((await freePorts()).PORT) }
}
