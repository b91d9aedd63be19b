import { answerShape } from '#app/domain/answer-shape.ts'

// https://resend.com/docs/api-reference/errors. Any other word might be somebody's name.
const NAMES: readonly string[] = [
  'application_error',
  'concurrent_idempotent_requests',
  'daily_quota_exceeded',
  'internal_server_error',
  'invalid_access',
  'invalid_api_key',
  'invalid_attachment',
  'invalid_from_address',
  'invalid_idempotency_key',
  'invalid_idempotent_request',
  'invalid_parameter',
  'invalid_region',
  'method_not_allowed',
  'missing_api_key',
  'missing_required_field',
  'monthly_quota_exceeded',
  'not_found',
  'rate_limit_exceeded',
  'restricted_api_key',
  'security_error',
  'validation_error',
]

/**
 * The form of an answer, without anything that it says of a person: only words of closed lists are in it.
 * @param json the body parsed; undefined where it is none
 * @example `422 json:errors`, `403 json:message+name+statusCode validation_error`, `403 html`
 */
export function fingerprintAnswer(status: number, text: string, json: unknown): string {
  const name =
    typeof json === 'object' && json !== null && 'name' in json && NAMES.find((known) => known === json.name)
  return `${status} ${answerShape(text, json)}${name ? ` ${name}` : ''}`
}
