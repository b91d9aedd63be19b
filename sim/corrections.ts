import type { Actor } from './actor.ts'

interface Correction {
  theirs: Record<string, string>
  step: number
}

/** What sales have written into contacts, by the contact's id, as long as no run can have missed it. */
export class Corrections {
  readonly #corrections = new Map<string, Correction>()
  /** the step of each run's last look at contacts */
  readonly #lookedAt = new Map<Actor, number>()

  add(id: string, theirs: Record<string, string>, step: number): void {
    this.#corrections.set(id, { theirs, step })
  }

  *[Symbol.iterator](): Iterator<[id: string, theirs: Record<string, string>]> {
    for (const [id, { theirs }] of this.#corrections) yield [id, theirs]
  }

  /**
   * Between a run's look at a contact and what it writes next nothing can be seen: HubSpot has no conditional write. What sales
   * write just then is nobody's fault, and forgotten here.
   */
  noteCall(
    actor: Actor,
    call: { path: string; body: string; step: number },
    addressOf: (id: string) => string,
  ): void {
    const [, target] = /\/0-1\/(?:batch\/)?([^/]+)$/.exec(call.path) ?? []
    if (target === undefined) return
    if (target === 'read' || call.body === '') return void this.#lookedAt.set(actor, call.step)
    const lookedAt = this.#lookedAt.get(actor)
    if (lookedAt === undefined || !/"(?:firstname|company)"/.test(call.body)) return
    for (const [id, { step }] of this.#corrections) {
      const address = addressOf(id)
      const concerns = target === id || (address !== '' && call.body.includes(JSON.stringify(address)))
      if (concerns && step >= lookedAt) this.#corrections.delete(id)
    }
  }
}
