import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { PrivacyConfirm } from '#app/components/privacy-confirm.tsx'
import { findAction, parsePrivacyAction } from '#app/domain/privacy/action.ts'
import { noticeFacts } from '#app/platform/company-settings.server.ts'
import { answerWithDownload, findDownload } from '#app/web/download.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { cookieMissing, keepLink, linkKey, readLinks } from '#app/web/link-cookie.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { countLinkPost } from '#app/services/privacy/count-link-post.server.ts'
import { erasePerson } from '#app/services/privacy/erase-person.server.ts'
import { exportPerson } from '#app/services/privacy/export-person.server.ts'
import { type PrivacyLink, openPrivacyLink } from '#app/services/privacy/open-link.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { withdrawConsent } from '#app/services/privacy/withdraw-consent.server.ts'

const HOUR_MS = 60 * 60 * 1000

const head: HeadOf = ({ privacy }) => ({ title: privacy.confirm.page, noindex: true })

export const handle = { head }

/** Shows what the link is for and changes nothing: mail scanners follow links. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  // The action has answered with the file, which goes out in place of this page.
  if (findDownload(context)) return json(null)
  const { email, kind, expiresAt, tokenHash } = await requireLink(request, context, params.token)
  // At an address without a secret, with a cookie in its place.
  if (params.token !== undefined) {
    const secrets = context.config.SESSION_SECRETS
    const kept = await keepLink(request, { kind: 'privacy', tokenHash }, secrets, context.now)
    return redirect('/privacy/confirm', { headers: { 'Set-Cookie': kept } })
  }
  const hours = Math.max(1, Math.ceil((expiresAt.getTime() - context.now.getTime()) / HOUR_MS))
  return json({ email, asked: findAction(kind), hours, link: linkKey(tokenHash) })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { token } = params
  const addressed = token === undefined ? null : await requireLink(request, context, token)
  const fields = await textFields(request)
  const link = addressed ?? (await requireLink(request, context, undefined, fields.link))
  const limited = await orServiceUnavailable(context.log, 'privacy_failed', () =>
    countLinkPost(context.db, link.tokenHash),
  )
  if (limited) throw retryLater(429, limited.retryAfterSeconds)
  const asked = fields.action === undefined ? findAction(link.kind) : parsePrivacyAction(fields.action)
  if (!asked) throw new Response(wordsFor(context).noChoice, { status: 422 })
  switch (asked) {
    case 'export':
      return exportFile(link, context)
    case 'erase':
      return erase(link, context)
    case 'withdraw':
      return withdraw(link, context)
  }
}

async function exportFile({ email }: OwnedLink, context: AppLoadContext): Promise<Response> {
  const { db, config, now, log } = context
  const file = await orServiceUnavailable(log, 'export_failed', () =>
    exportPerson(db, email, {
      hashSecrets: config.IP_HASH_SECRET,
      notice: noticeFacts(config),
      language: context.mount.language,
      now,
      readCrmContact: context.readCrmContact,
    }),
  )
  log.info('person_exported', { records: file.records.length })
  return answerWithDownload(context, {
    name: `${wordsFor(context).file}-${now.toISOString().slice(0, 10)}.json`,
    type: 'application/json; charset=utf-8',
    content: `${JSON.stringify(file, null, 2)}\n`,
  })
}

async function erase(link: OwnedLink, context: AppLoadContext): Promise<Response> {
  const receipt = await orServiceUnavailable(context.log, 'erasure_failed', () =>
    erasePerson(context.db, link, context.config.IP_HASH_SECRET),
  )
  if (!receipt) throw goneLink(context)
  context.log.info('person_erased', { receipt })
  context.eraseFromCrm(receipt)
  return redirect(`/privacy?receipt=${receipt}`)
}

async function withdraw(link: OwnedLink, context: AppLoadContext): Promise<Response> {
  const { db, config, log } = context
  const { receipt } = await orServiceUnavailable(log, 'withdrawal_failed', () =>
    withdrawConsent(db, link, config.IP_HASH_SECRET, context.mount.language),
  )
  if (receipt === null) throw goneLink(context)
  log.info('consent_withdrawn')
  context.markContact(receipt)
  return redirect(`/privacy?receipt=${receipt}`)
}

type OwnedLink = PrivacyLink & { email: string }

/**
 * @throws Response 403 without a link; 404 for one that is altered, unknown or expired; a redirect to the receipt where its
 * owner was erased
 */
async function requireLink(
  request: Request,
  context: AppLoadContext,
  token?: string,
  key?: string,
): Promise<OwnedLink> {
  const { db, log, config, now } = context
  const links = await readLinks(request, config.SESSION_SECRETS, now)
  const tokenHash = token === undefined ? links.find('privacy', key) : await hashToken(token)
  if (tokenHash === null && token === undefined) throw cookieMissing()
  const link = await orServiceUnavailable(log, 'privacy_failed', () => openPrivacyLink(db, tokenHash, now))
  if (!link) throw goneLink(context)
  if (link.email === null) throw redirect(`/privacy?receipt=${link.erasureId}`)
  return link
}

function goneLink({ mount }: AppLoadContext): Response {
  const { privacy, errors } = messagesFor(mount.language)
  return new Response(`${privacy.confirm.gone} ${errors.brokenLink}`, { status: 404 })
}

function wordsFor({ mount }: Pick<AppLoadContext, 'mount'>) {
  return messagesFor(mount.language).privacy.confirm
}

export default function ConfirmPrivacyRequest() {
  const link = useLoaderData<typeof loader>()
  return <Layout>{link && <PrivacyConfirm {...link} />}</Layout>
}
