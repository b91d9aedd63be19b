import { expect, test } from 'vitest'
import { localBindings } from '#dev/worker/miniflare.ts'
import { runCron } from '#workers/cron.ts'

test('a failed job tells Cloudflare its name and nothing of what the driver said', async ({
  onTestFinished,
}) => {
  const lines: unknown[] = []
  const original = console.error
  console.error = (line: unknown) => void lines.push(line)
  onTestFinished(() => void (console.error = original))
  const background: Promise<unknown>[] = []
  const env = localBindings({ url: 'postgresql://nobody:secret@localhost/nowhere', gateway: 'localhost:1' })

  const running = runCron({ cron: '17 3 * * *', scheduledTime: 0 }, env, {
    waitUntil: (work) => void background.push(work),
  })

  await expect(running).rejects.toThrow(/^The job enforce_retention failed: see the event job_failed$/)
  expect(lines).toHaveLength(1)
  await Promise.all(background)
})
