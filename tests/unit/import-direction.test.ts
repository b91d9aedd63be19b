import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { importDirection } from '../../eslint.import-direction.js'

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [tseslint.configs.base, ...importDirection],
})

async function problems(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file })
  return result!.messages.map(({ message }) => message)
}

test.each([
  ['app/domain/x.ts', "import { hashIp } from '#app/platform/hash.server.ts'"],
  ['app/platform/x.server.ts', "import { findSession } from '#app/data/sessions.server.ts'"],
  ['app/data/x.server.ts', "import { x } from '#app/clients/hubspot/client.server.ts'"],
  ['app/clients/x.server.ts', "import { x } from '#app/data/sessions.server.ts'"],
  ['app/services/x.server.ts', "import { PrismaClient } from '#app/data/generated/workerd/client.ts'"],
  ['app/services/x.server.ts', "import { x } from '#app/routes/_index.tsx'"],
  ['app/components/x.tsx', "import { x } from '#app/services/assessment/open-step.server.ts'"],
  ['app/routes/x.tsx', "import { findSession } from '#app/data/sessions.server.ts'"],
  ['app/routes/x.tsx', "import { x } from '#dev/postgres.ts'"],
  ['workers/jobs/x.ts', "import { findSession } from '#app/data/sessions.server.ts'"],
  ['workers/x.ts', "import { x } from '#tests/helpers/worker.ts'"],
  ['app/services/x.server.ts', "import { x } from '../data/sessions.server.ts'"],
])('%s may not say: %s', async (file, code) => {
  expect(await problems(file, code)).not.toEqual([])
})

test.each([
  ['app/services/x.server.ts', "import { findSession } from '#app/data/sessions.server.ts'"],
  ['app/routes/x.tsx', "import { openStep } from '#app/services/assessment/open-step.server.ts'"],
  ['app/data/x.server.ts', "import { backoff } from '#app/domain/backoff.ts'"],
  ['workers/x.ts', "import { leaseDatabase } from '#app/data/client.server.ts'"],
])('%s may say: %s', async (file, code) => {
  expect(await problems(file, code)).toEqual([])
})
