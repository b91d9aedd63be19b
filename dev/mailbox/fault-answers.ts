import type { FaultMode } from './faults.ts'
import { ADDRESS_FORMAT, type ApiAnswer, apiError } from './resend-api.ts'

/** What a fault answers instead of taking the e-mail; null for those that take it and spoil the answer. */
export function refusalFor(fault: FaultMode): ApiAnswer | null {
  switch (fault) {
    case 'rate_limit':
      return apiError(
        429,
        'rate_limit_exceeded',
        'Too many requests. You can only make 2 requests per second.',
      )
    case 'daily_quota':
      return apiError(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.')
    case 'server_error':
      return apiError(500, 'internal_server_error', 'An unexpected error occurred.')
    case 'unauthorized':
      return apiError(403, 'invalid_api_key', 'API key is invalid.')
    case 'invalid_key':
      return apiError(400, 'validation_error', 'API key is invalid')
    case 'domain_not_verified':
      return apiError(
        403,
        'validation_error',
        'The acme.example domain is not verified. Please, add and verify your domain on https://resend.com/domains',
      )
    case 'invalid_from':
      return apiError(422, 'validation_error', `Invalid \`from\` field. ${ADDRESS_FORMAT}`)
    case 'invalid_reply_to':
      return apiError(422, 'validation_error', `Invalid \`reply_to\` field. ${ADDRESS_FORMAT}`)
    case 'invalid_to':
      return apiError(422, 'validation_error', `Invalid \`to\` field. ${ADDRESS_FORMAT}`)
    case 'testing_only':
      return apiError(
        403,
        'validation_error',
        'You can only send testing emails to your own email address. To send emails to other recipients, please verify a domain at resend.com/domains',
      )
    case 'security_error':
      return apiError(451, 'security_error', 'We may have found a security issue with the request.')
    case 'odd_json_400':
      return { status: 400, body: { error: 'invalid_request', detail: [{ loc: ['body'] }] } }
    case 'odd_json_422':
      return { status: 422, body: { errors: ['unprocessable'] } }
    case 'unavailable':
      return page(503)
    case 'html_400':
      return page(400)
    case 'html_403':
      return page(403)
    case 'html_413':
      return page(413)
    case 'html_422':
      return page(422)
    case 'none':
    case 'drop':
    case 'accept_then_drop':
    case 'accept_then_hang':
    case 'truncated':
      return null
  }
}

const page = (status: number): ApiAnswer => ({
  status,
  body: `<html><body><h1>${status}</h1><hr>nginx</body></html>`,
})
