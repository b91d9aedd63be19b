import * as z from 'zod'
import { parseOwnerRules } from '#app/domain/hubspot/owner-rules.ts'
import { httpUrl, optionalText, trueOrFalse } from './setting-shapes.server.ts'

const ownerRules = optionalText.transform((text, context) => {
  const parsed = parseOwnerRules(text ?? '')
  if (typeof parsed !== 'string') return parsed
  context.addIssue({ code: 'custom', message: parsed })
  return z.NEVER
})

/** What sales get of a lead besides its contact and deal. */
export const salesSettings = {
  HUBSPOT_NOTES: trueOrFalse('true'),
  HUBSPOT_UTM_PROPERTIES: trueOrFalse('false'),
  HUBSPOT_PORTAL_ID: optionalText.refine((value) => value === undefined || /^\d{1,12}$/.test(value), {
    message: 'must be the number of the portal, as HubSpot shows it in its addresses',
  }),
  HUBSPOT_FORM_ID: optionalText.refine((value) => value === undefined || z.guid().safeParse(value).success, {
    message: 'must be the id of the form, as in 78c2891f-ebdd-44c0-bd94-15c012bbbfbf',
  }),
  HUBSPOT_FORMS_BASE_URL: httpUrl.default('https://api.hsforms.com'),
  HUBSPOT_OWNER_RULES: ownerRules,
}

/** Settings that are of no use alone. */
export function findIncomplete(config: {
  HUBSPOT_PORTAL_ID?: string | undefined
  HUBSPOT_FORM_ID?: string | undefined
}): string[] {
  return !config.HUBSPOT_PORTAL_ID === !config.HUBSPOT_FORM_ID
    ? []
    : ['HUBSPOT_PORTAL_ID and HUBSPOT_FORM_ID go together: set both or neither']
}
