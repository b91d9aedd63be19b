import type { CrmId } from '#app/domain/crm-id.ts'
import { setTimeout } from 'node:timers/promises'
import type { BuildFailure } from '#dev/worker/build-failure.ts'
import type { Ports } from './ports.ts'
import { findTrouble } from './readiness.ts'

const RECHECK_MS = 3_000

interface AnnouncementOptions {
  ports: Ports
  crm: CrmId
  databaseUrl: string
  /** opens the console; empty where the developer has none */
  opsToken: string
  print: (line: string) => void
}

/** Tells the developer once that everything runs: when it does, and not before. */
export class Announcement {
  readonly #options: AnnouncementOptions
  #made = false
  /** Counts the outcomes: what was found out about an earlier one is of no interest. */
  #outcomes = 0

  constructor(options: AnnouncementOptions) {
    this.#options = options
  }

  /** Takes note of whether there is a Worker now. */
  note(failure: BuildFailure | null): void {
    this.#outcomes++
    if (this.#made) return
    if (failure === null) void this.#announceOnceWell(this.#outcomes)
    else {
      const { ports, print } = this.#options
      print(
        `\nThe local cloud waits for a Worker. http://localhost:${ports.worker} shows why, and the next save builds it again.\n`,
      )
    }
  }

  /** Nothing is told any more. */
  end(): void {
    this.#made = true
  }

  async #announceOnceWell(outcome: number): Promise<void> {
    const { ports, print } = this.#options
    let told: string | null = null
    for (;;) {
      const trouble = await findTrouble(`http://localhost:${ports.worker}`)
      if (this.#made || outcome !== this.#outcomes) return
      if (trouble === null) break
      if (trouble !== told) print(`\n${trouble}\n`)
      told = trouble
      await setTimeout(RECHECK_MS, undefined, { ref: false })
    }
    this.#made = true
    print(this.#addresses())
  }

  #addresses(): string {
    const { ports, crm, databaseUrl, opsToken } = this.#options
    return [
      '',
      'AI Readiness Scorecard runs on this machine:',
      `  http://localhost:${ports.worker}   the assessment`,
      ...(opsToken === ''
        ? []
        : [
            `  http://localhost:${ports.worker}/ops/sign-in   the console; sign in with the token`,
            `      ${opsToken}`,
          ]),
      `  http://localhost:${ports.hubspotStandIn}   HubSpot stand-in: contacts, deals, calls, faults`,
      ...(crm === 'salesforce'
        ? [
            `  http://localhost:${ports.salesforceStandIn}   Salesforce stand-in, where leads go: contacts, opportunities`,
          ]
        : []),
      `  http://localhost:${ports.mailbox}   mailbox: e-mails sent`,
      `  http://localhost:${ports.receiver}   receiver of webhooks: events, faults`,
      `  localhost:${ports.neonGateway}          Neon gateway`,
      `  ${databaseUrl}`,
      'Ctrl-C stops all of it.',
      '',
    ].join('\n')
  }
}
