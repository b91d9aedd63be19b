import type { ClaimedEmail } from '#app/data/mail/messages.server.ts'

/** So often while nothing else goes, or all in all: senders that share a limit may be unlucky now and then. */
const OFTEN = { since: 3, inAll: 10 }

/** The e-mails of a run that the provider asked to be sent later, and how often. */
export class SlowedSends {
  readonly #inAll = new Map<string, number>()
  readonly #sinceSuccess = new Map<string, number>()

  /** Counts one more. @returns whether it has become its failure, or the provider's, and is no question of pace any more */
  isOften({ id, probes }: Pick<ClaimedEmail, 'id' | 'probes'>): boolean {
    const inAll = (this.#inAll.get(id) ?? 0) + 1
    const since = (this.#sinceSuccess.get(id) ?? 0) + 1
    this.#inAll.set(id, inAll)
    this.#sinceSuccess.set(id, since)
    return probes.length > 0 || since >= OFTEN.since || inAll >= OFTEN.inAll
  }

  noteSuccess(): void {
    this.#sinceSuccess.clear()
  }

  has({ id }: Pick<ClaimedEmail, 'id'>): boolean {
    return this.#inAll.has(id)
  }
}
