import { type SendEmailBinding, createCloudflareTransport } from './cloudflare.server.ts'
import type { MailTransport } from './mail.server.ts'
import { createResendTransport } from './resend.server.ts'

/** Prefers the API key to the binding. Null when e-mail is not configured. */
export function createMailTransport(
  settings: { MAIL_API_KEY?: string | undefined; MAIL_BASE_URL: string; MAIL_FROM?: string | undefined },
  binding?: SendEmailBinding,
): MailTransport | null {
  const { MAIL_API_KEY: apiKey, MAIL_BASE_URL: baseUrl, MAIL_FROM: from } = settings
  if (!from) return null
  if (apiKey) return createResendTransport({ apiKey, baseUrl })
  return binding ? createCloudflareTransport(binding) : null
}
