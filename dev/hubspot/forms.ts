import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { Refused, type Failure } from './errors.ts'

const submitBody = z.object({
  fields: z.array(z.object({ name: z.string(), value: z.string() })).min(1),
  context: z
    .object({ hutk: z.string().optional(), pageUri: z.string().optional(), pageName: z.string().optional() })
    .optional(),
  legalConsentOptions: z
    .object({ consent: z.object({ consentToProcess: z.boolean(), text: z.string() }).optional() })
    .optional(),
})

/** As the forms API refuses: its code is an `errorType`, and its message quotes what was sent. */
function refusal(errorType: string, message: string): Failure {
  return { status: 400, message: 'The request is not valid', errors: [{ message, errorType }] }
}

/** `POST /submissions/v3/integration/secure/submit/...`: each is another submission. Makes the contact where there is none. */
export function submitForm(call: Call): Answer {
  const { portal, params } = call
  if (
    params.portalId !== String(portal.options.portalId) ||
    !portal.options.forms.includes(params.formId ?? '')
  )
    throw new Refused({ status: 404, message: "The form doesn't exist" })
  const { fields, context } = parseBody(submitBody, call.body)
  const email =
    fields
      .find(({ name }) => name === 'email')
      ?.value.trim()
      .toLowerCase() ?? ''
  if (email === '')
    throw new Refused(refusal('REQUIRED_FIELD', "Error in 'fields'. Required field 'email' is missing"))
  if (portal.blocklist.has(email) || portal.options.blockedFormAddresses.includes(email))
    throw new Refused(
      refusal('BLOCKED_EMAIL', `Error in 'fields.email'. Submission from ${email} are not allowed`),
    )
  if (context?.hutk !== undefined && !/^[0-9a-f]{32}$/.test(context.hutk))
    throw new Refused(refusal('INVALID_HUTK', "Error in 'context.hutk'"))
  const { contacts } = portal.records
  if (!contacts.find('email', email)) contacts.write(portal.newId(), { email }, portal.time())
  portal.submissions.push({
    formId: params.formId ?? '',
    email,
    hutk: context?.hutk ?? null,
    pageUri: context?.pageUri ?? null,
    pageName: context?.pageName ?? null,
    at: portal.time(),
  })
  return { status: 200, body: { inlineMessage: 'Thanks for submitting the form.' } }
}
