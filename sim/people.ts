import type { ContactDetails } from '#app/domain/lead/contact.ts'
import type { Choice } from './choice.ts'

/** One assessment that somebody takes, and what they have been told of it. */
export interface Taking {
  number: number
  sessionId: string
  /** milliseconds since 1970 */
  arrivedAt: number
  /** in steps of the watch */
  arrivedStep: number
  /** null until the product has said that it is completed */
  assessmentId: string | null
  /** all that were ever given for it, whether or not they arrived */
  addresses: Set<string>
  /** what was written, and must be there as long as nobody has it erased */
  saved: ContactDetails
  /** whether consent to be contacted was ever given, or tried to be */
  consented: boolean
}

export interface PeopleSettings {
  addresses: readonly string[]
  aliases: readonly string[]
  /** whether the first one's company has a name that a firewall dislikes */
  poison: boolean
}

/** Everything that people did, by which the end is judged. */
export class People {
  readonly takings: Taking[] = []
  /** words that only one person gave, and to which taking they belong */
  readonly words = new Map<string, Taking>()
  /** when each address was written last, in steps of the watch */
  readonly givenAt = new Map<string, number>()
  /** when each address was erased last; null when it was asked for and is not known to have happened */
  readonly erasures = new Map<string, number | null>()
  /** when each receipt was given first, in steps of the watch: what it is about was erased then */
  readonly receipts = new Map<string, number>()
  /** addresses that somebody has confirmed, by the link that was sent there */
  readonly confirmed = new Set<string>()
  /** when a link was last asked for, by address: requests and their e-mails hold it for a while */
  readonly linkAskedAt = new Map<string, number>()
  /** addresses of one contact in HubSpot: who erases one erases the others */
  readonly aliases: readonly string[]
  readonly #choice: Choice
  readonly #addresses: readonly string[]
  readonly #poison: boolean

  constructor(choice: Choice, { addresses, aliases, poison }: PeopleSettings) {
    this.#choice = choice
    this.#addresses = addresses
    this.aliases = aliases
    this.#poison = poison
  }

  get addresses(): readonly string[] {
    return this.#addresses
  }

  arrive(sessionId: string, arrivedAt: number, arrivedStep: number): Taking {
    const taking: Taking = {
      number: this.takings.length + 1,
      sessionId,
      arrivedAt,
      arrivedStep,
      assessmentId: null,
      addresses: new Set(),
      saved: {},
      consented: false,
    }
    this.takings.push(taking)
    return taking
  }

  /** Mostly one's own, sometimes somebody else's. */
  pickAddress(taking: Taking): string {
    const own = this.#addresses[(taking.number - 1) % this.#addresses.length]!
    return this.#choice.chance(0.7) ? own : this.#choice.pick(this.#addresses)
  }

  /** Contact details as somebody would add them, each with a word that occurs once. */
  inventDetails(taking: Taking, fields: readonly (keyof ContactDetails)[]): ContactDetails {
    const details: ContactDetails = {}
    for (const field of fields)
      details[field] = field === 'email' ? this.pickAddress(taking) : this.#invent(taking, field)
    return details
  }

  #invent(taking: Taking, field: keyof ContactDetails): string {
    const number = this.words.size + 1
    const word = field === 'phone' ? `+1 555 ${7_000_000 + number}` : `${WORDS[field] ?? 'Word'}${number}q`
    this.words.set(word, taking)
    return field === 'company' && this.#poison && taking.number === 1 ? `${word} ${POISON}` : word
  }
}

/** The form takes it and HubSpot does not. */
export const REFUSED_ADDRESS = 'refused@example.xn--p1ai'

/** What a firewall in front of HubSpot dislikes. */
export const POISON = '<script>'

const WORDS: Partial<Record<keyof ContactDetails, string>> = {
  firstName: 'Ada',
  lastName: 'Sample',
  company: 'Works',
}
