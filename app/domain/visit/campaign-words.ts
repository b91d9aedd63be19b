// Words of marketing. Those that are a first name or a common family name as well are not among them.
const KNOWN = new Set(
  `campaign kampagne promo promotion launch relaunch sale offer angebot aktion discount rabatt coupon off free gratis kostenlos new neu
  email mail newsletter mailing blast drip nurture welcome onboarding reminder followup invite invitation einladung digest
  search display video image social paid organic direct audio podcast print flyer poster billboard push signature save date
  cpc ppc cpm cpv cpl cpa cro seo sea gdn rsa dsa ads adwords anzeige advert pay per click retargeting remarketing prospecting
  awareness consideration conversion traffic engagement lookalike audience allseg np lead leadgen gen roas roi crm abm form
  exact broad phrase generic keyword competitor performance pmax shopping always evergreen live
  desktop mobile tablet feed stories reel carousel article blog landing website site homepage header footer sidebar cta teaser
  popup creative headline static funnel tofu mofu bofu top bottom test control variant version draft final pilot beta waitlist
  whitepaper ebook guide leitfaden report study studie checklist checkliste template demo trial signup register registration
  survey umfrage quiz assessment scorecard benchmark readiness check audit briefing workshop seminar roundtable panel event
  webinar conference konferenz kongress summit messe expo trade meetup kickoff symposium partner affiliate referral sponsor sponsored community
  press presse media news magazin magazine customer customers kunden use stories growth revenue thought
  ai ki ml it hr iot erp saas artificial intelligence künstliche intelligenz machine learning digital tech technology data daten cloud
  cyber security automation strategy strategie software future work demand back early outreach outbound inbound review series episode friday monday
  ceo cfo cio cto coo cmo cso ciso csuite exec executive board manager management leader leadership
  sales marketing finance legal operations product produkt service industry industrie manufacturing retail health banking insurance
  smb sme kmu mittelstand enterprise startup company team teams
  eu us usa uk dach emea apac latam nordics benelux en  fr es nl ch europe europa germany deutschland austria schweiz
  switzerland america global worldwide international national local united
  google facebook fb instagram linkedin twitter youtube tiktok reddit pinterest meta hubspot mailchimp salesforce slack whatsapp
  telegram chatgpt openai perplexity copilot microsoft github producthunt
  days tag tage week woche month monat year jahr half end weekly monthly daily quarter quartal spring season weekend   christmas weihnachten easter ostern how what why when where who which measure learn start get try see now today your you our we us
  suite level commerce dev devops ops development
  more first last next the of and or for to  with und oder für mit  `
    .trim()
    .split(/\s+/),
)

/** They stand within names as well, as in `Jan de Vries`: what is before and after them is in a row. */
const PARTICLES = new Set([
  'de',
  'zu',
  'im',
  'in',
  'la',
  'del',
  'di',
  'da',
  'do',
  'van',
  'von',
  'der',
  'den',
  'bin',
  'al',
  'el',
])

const RUN = /[\p{L}\p{M}\p{N}]+/gu
const LETTERS = /[\p{L}\p{M}]+/gu
const HUMP = /\p{Lu}*[^\p{Lu}]+|\p{Lu}+/gu

export type OwnWords = ReadonlySet<string>

/** @param list of words, or of several words each, in any case */
export function readOwnWords(list: readonly string[]): OwnWords {
  return new Set(list.flatMap((entry) => entry.toLowerCase().match(LETTERS) ?? []))
}

/**
 * The first two words in a row that are not known, as `Erika Mustermann` and `erika.mustermann2026` have them: together they may
 * name a person. One alone may be the name of anything, “&” stands between things, and two lone letters are short for something,
 * as in `R&D`.
 */
export function findName(text: string, own: OwnWords): [string, string] | null {
  for (const part of text.split(' & ')) {
    const words = (part.match(RUN) ?? []).flatMap((run) => readWords(run, own))
    for (const [place, word] of words.entries()) {
      const next = words[place + 1]
      if (word.isUnknown && next?.isUnknown && !(word.isLetter && next.isLetter))
        return [word.text, next.text]
    }
  }
  return null
}

interface TagWord {
  text: string
  isUnknown: boolean
  /** a lone one */
  isLetter: boolean
}

/** The words in letters and digits without a break; the `v` of `v2` is none, and a particle of names neither. */
export function readWords(run: string, own: OwnWords): TagWord[] {
  const isUnknown = (word: string) => {
    const lower = word.toLowerCase()
    return ![lower, lower.replace(/s$/, '')].some((known) => KNOWN.has(known) || own.has(known))
  }
  return (run.match(LETTERS) ?? [])
    .filter((letters) => letters.length > 1 || letters === run)
    .flatMap((letters) => (isUnknown(letters) ? (letters.match(HUMP) ?? []) : [letters]))
    .filter((word) => !PARTICLES.has(word.toLowerCase()))
    .map((text) => ({ text, isUnknown: isUnknown(text), isLetter: text.length === 1 }))
}
