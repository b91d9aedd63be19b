import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unsubscribeHeaders } from '#app/emails/rendered-mail.ts'
import { sampleMails, SAMPLE_SENDER } from './sample-mails.ts'
import { type Mailbox, startMailbox } from './server.ts'

/** Writes every e-mail with made-up contents to a folder, as HTML and as text. @returns how many e-mails */
export async function writePreviews(folder: string): Promise<number> {
  const mails = sampleMails()
  await mkdir(folder, { recursive: true })
  for (const { name, mail } of mails) {
    await writeFile(join(folder, `${name}.html`), mail.html)
    await writeFile(join(folder, `${name}.txt`), mail.text)
  }
  return mails.length
}

/** Starts a mailbox that has every e-mail with made-up contents: HTML at two widths, and text. @param port 0 for any */
export async function startPreviews(port: number): Promise<Mailbox> {
  const mailbox = await startMailbox({ port })
  for (const { name, mail } of sampleMails().reverse()) {
    await fetch(`${mailbox.url}/emails`, {
      method: 'POST',
      headers: { Authorization: 'Bearer re_preview', 'Idempotency-Key': name },
      body: JSON.stringify({
        from: 'AI Readiness Scorecard <scorecard@example.com>',
        to: `${name}@example.org`,
        headers: unsubscribeHeaders(SAMPLE_SENDER.unsubscribeUrl, null),
        ...mail,
      }),
    })
  }
  return mailbox
}
