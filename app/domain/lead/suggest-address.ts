/** With names so long that a slip in one is hardly somebody's own domain. */
const PROVIDERS = [
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'outlook.com',
  'yahoo.com',
  'icloud.com',
  'protonmail.com',
  't-online.de',
  'freenet.de',
]
const LOOKALIKES = ['mail.com', 'email.com', 'ymail.com', 'hotmail.co.uk', 'yahoo.co.uk', 'yahoo.ca']
/** No top-level domains: https://data.iana.org/TLD/tlds-alpha-by-domain.txt */
const ENDINGS: Readonly<Record<string, string>> = {
  ...endings('com', ['con', 'cmo', 'ocm', 'comm', 'cim', 'vom', 'xom', 'cpm', 'coom', 'cok', 'c0m']),
  ...endings('net', ['nte', 'ner', 'nett', 'ney']),
  ...endings('org', ['ogr', 'orgg', 'orq']),
}

/** The address that was probably meant, where one that is valid and in lower case has a slip in its domain. */
export function suggestAddress(email: string): string | null {
  const [local = '', typed = ''] = email.split('@')
  if (LOOKALIKES.includes(typed)) return null
  const ending = typed.slice(typed.lastIndexOf('.') + 1)
  const domain = Object.hasOwn(ENDINGS, ending) ? typed.slice(0, -ending.length) + ENDINGS[ending] : typed
  const meant = PROVIDERS.find((provider) => provider === domain || isOneSlip(domain, provider)) ?? domain
  return meant === typed ? null : `${local}@${meant}`
}

/** One letter too many, too few or another one, or two that changed places. */
function isOneSlip(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false
  let same = 0
  while (typed[same] === meant[same]) same++
  const [restTyped, restMeant] = [typed.slice(same), meant.slice(same)]
  return (
    restTyped.slice(1) === restMeant.slice(1) ||
    restTyped.slice(1) === restMeant ||
    restTyped === restMeant.slice(1) ||
    (restTyped[0] === restMeant[1] &&
      restTyped[1] === restMeant[0] &&
      restTyped.slice(2) === restMeant.slice(2))
  )
}

function endings(meant: string, slips: readonly string[]): Record<string, string> {
  return Object.fromEntries(slips.map((slip) => [slip, meant]))
}
