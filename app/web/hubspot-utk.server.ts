import { readHubspotUtk } from '#app/domain/hubspot/follow-up.ts'
import type { Config } from '#app/platform/config.server.ts'

type Settings = Pick<Config, 'HUBSPOT_FORM_ID'>

/** The cookie of HubSpot's script, as the page that led here has put it into the address; null where no form is submitted. */
export function hubspotUtkOf(request: Request, config: Settings): string | null {
  return orNothing(new URL(request.url).searchParams.get('hutk'), config)
}

export function hubspotUtkIn(fields: Readonly<Record<string, string>>, config: Settings): string | null {
  return orNothing(fields.hutk, config)
}

function orNothing(value: string | null | undefined, { HUBSPOT_FORM_ID: form }: Settings): string | null {
  return form === undefined ? null : readHubspotUtk(value)
}
