import * as z from 'zod'
import type { Send } from '#app/clients/crm/exchange.server.ts'

export interface FormSubmission {
  email: string
  pageUri: string
  pageName: string
  /** the cookie of HubSpot's script; null where no page has passed it on */
  hutk: string | null
  consentText: string
}

const submitted = z.object({})

export function formCalls(send: Send) {
  return {
    /** A repeat is another submission. Needs the scope forms. */
    submit: async (
      { portalId, formId }: { portalId: string; formId: string },
      { email, pageUri, pageName, hutk, consentText }: FormSubmission,
    ): Promise<void> => {
      const path = `/submissions/v3/integration/secure/submit/${portalId}/${formId}`
      await send('POST', path, submitted, {
        fields: [{ objectTypeId: '0-1', name: 'email', value: email }],
        context: { pageUri, pageName, ...(hutk !== null && { hutk }) },
        legalConsentOptions: {
          consent: { consentToProcess: true, text: consentText, communications: [] },
        },
      })
    },
  }
}
