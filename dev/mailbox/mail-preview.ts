import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleMails, SAMPLE_SENDER } from './sample-mails.ts'
import { startMailbox } from './server.ts'

// `npm run mail:preview` shows every e-mail with made-up contents in a mailbox of its own: HTML at two widths, and text.
// `npm run mail:preview -- --out FOLDER` writes them as files instead.

const out = process.argv.indexOf('--out')
const folder = out === -1 ? null : process.argv[out + 1]

if (folder === undefined) {
  process.stderr.write('--out needs a folder: npm run mail:preview -- --out previews\n')
  process.exitCode = 1
} else if (folder !== null) {
  await mkdir(folder, { recursive: true })
  for (const { name, mail } of sampleMails()) {
    await writeFile(join(folder, `${name}.html`), mail.html)
    await writeFile(join(folder, `${name}.txt`), mail.text)
  }
  process.stdout.write(`${sampleMails().length} e-mails, as HTML and text, are in ${folder}\n`)
} else {
  const mailbox = await startMailbox({ port: Number(process.env.MAIL_PREVIEW_PORT ?? 0) })
  for (const { name, mail } of sampleMails().reverse()) {
    await fetch(`${mailbox.url}/emails`, {
      method: 'POST',
      headers: { Authorization: 'Bearer re_preview', 'Idempotency-Key': name },
      body: JSON.stringify({
        from: 'AI Readiness Scorecard <scorecard@example.com>',
        to: `${name}@example.org`,
        headers: { 'List-Unsubscribe': `<${SAMPLE_SENDER.unsubscribeUrl}>` },
        ...mail,
      }),
    })
  }
  process.stdout.write(`Previews: ${mailbox.url} (Ctrl-C ends it)\n`)
  process.once('SIGINT', () => void mailbox.close())
}
