import { AUTHENTICATION } from './chapters/authentication.ts'
import { AUTHORIZATION, TOKENS, UNUSED } from './chapters/authorization.ts'
import { CODING, LOGGING } from './chapters/coding.ts'
import { CONFIGURATION, DATA_PROTECTION } from './chapters/configuration.ts'
import { COMMUNICATION, CRYPTOGRAPHY } from './chapters/cryptography.ts'
import { ENCODING } from './chapters/encoding.ts'
import { FRONTEND } from './chapters/frontend.ts'
import { SESSIONS } from './chapters/sessions.ts'
import { VALIDATION } from './chapters/validation.ts'
import { FILES, WEB_SERVICE } from './chapters/web-service.ts'
import type { Verdict } from './verdict.ts'

/** Each requirement of levels 1 and 2, judged by the code of today. */
export const VERDICTS: readonly Verdict[] = [
  ...ENCODING,
  ...VALIDATION,
  ...FRONTEND,
  ...WEB_SERVICE,
  ...FILES,
  ...AUTHENTICATION,
  ...SESSIONS,
  ...AUTHORIZATION,
  ...TOKENS,
  ...CRYPTOGRAPHY,
  ...COMMUNICATION,
  ...CONFIGURATION,
  ...DATA_PROTECTION,
  ...CODING,
  ...LOGGING,
  ...UNUSED,
]
