import { type SendEmailBinding, createCloudflareTransport } from './cloudflare.server.ts'
import type { MailTransport } from './mail.server.ts'
import { createResendTransport } from './resend.server.ts'

/**
 * The transport that the configuration asks for.
 * @param binding a `send_email` binding; used when there is no API key
 * @returns null without a sender, or with neither key nor binding: e-mail is then skipped
 */
export function createMailTransport(
  settings: { MAIL_API_KEY?: string | undefined; MAIL_BASE_URL: string; MAIL_FROM?: string | undefined },
  binding?: SendEmailBinding,
): MailTransport | null {
  const { MAIL_API_KEY: apiKey, MAIL_BASE_URL: baseUrl, MAIL_FROM: from } = settings
  if (!from) return null
  if (apiKey) return createResendTransport({ apiKey, baseUrl })
  return binding ? createCloudflareTransport(binding) : null
}
