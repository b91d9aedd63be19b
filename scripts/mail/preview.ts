import { counted } from '#scripts/counted.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

const MAX_PORT = 65_535

await runScript({
  name: 'mail:preview',
  does:
    'shows every e-mail with made-up contents in a mailbox of its own, as HTML at two widths and as text, until Ctrl-C; ' +
    'with --out it writes them as files instead. Sends nothing.',
  options: {
    out: {
      type: 'string',
      value: 'FOLDER',
      does: 'write them to this folder, which is made when it is not there',
    },
    port: { type: 'string', value: 'PORT', does: "the mailbox's port (any free one)" },
  },
  run: async ({ out, port = '0' }) => {
    if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) throw new UsageError('--port wants a port number')
    if (out === '') throw new UsageError('--out wants a folder')
    const { startPreviews, writePreviews } = await import('#dev/mailbox/mail-preview.ts')
    if (out !== undefined) {
      console.log(`In ${out}, as HTML and text: ${counted(await writePreviews(out), 'e-mail')}`)
      return
    }
    const mailbox = await startPreviews(Number(port))
    console.log(`Previews: ${mailbox.url} (Ctrl-C ends it)`)
    process.once('SIGINT', () => void mailbox.close())
  },
})
