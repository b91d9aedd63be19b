import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { withdrawInBrowser } from '#app/services/privacy/withdraw-in-browser.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'

export function loader() {
  return redirect('/privacy#withdraw')
}

/** What the browser agreed to, it withdraws without another e-mail. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { config, db, log, now, mount } = context
  const { remembered } = await identifyVisitor(request, config.SESSION_SECRETS, now)
  const receipts = await orServiceUnavailable(log, 'withdrawal_failed', () =>
    withdrawInBrowser(db, remembered.sessions, config.IP_HASH_SECRET, mount.language),
  )
  for (const receipt of receipts) context.markContact(receipt)
  log.info('consent_withdrawn')
  const query = receipts.map((receipt) => `receipt=${receipt}`).join('&')
  return redirect(`/privacy?${query === '' ? 'withdrawn' : query}`)
}
