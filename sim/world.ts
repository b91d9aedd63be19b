import { createFormsClient, createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { createResendTransport } from '#app/clients/mail/resend.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createLog } from '#app/platform/log.server.ts'
import { parseOwnerRules } from '#app/domain/hubspot/owner-rules.ts'
import type { DrainDependencies } from '#app/services/crm/drain.server.ts'
import type { FollowUpSettings } from '#app/services/crm/follow-up-settings.server.ts'
import type { MarkDependencies } from '#app/services/crm/mark-contacts.server.ts'
import type { DeliveryDependencies } from '#app/services/mail/deliver.server.ts'
import type { EmailOrigin } from '#app/services/mail/new-message.server.ts'
import { DEFAULT_PORTAL } from '#dev/hubspot/portal.ts'
import type { Actor, Fate } from './actor.ts'
import type { Choice } from './choice.ts'
import { Corrections } from './corrections.ts'
import { VirtualTime } from './clock.ts'
import type { SimDatabase } from './database.ts'
import { ClientPool } from './gate.ts'
import type { Mutation } from './mutations.ts'
import { People, type PeopleSettings } from './people.ts'
import { replacePlatform, runAs } from './platform.ts'
import { HUBSPOT_URL, MAIL_URL, Providers } from './providers.ts'
import { Scheduler } from './scheduler.ts'
import { countsOf, describeFate, isDeadlock, nameError } from './run-words.ts'
import { Trace } from './trace.ts'
import { Watch } from './watch.ts'

export const HASH_SECRET = 'simulated-hash-secret-0000000000000000'
const LINK_SECRET = 'simulated-link-secret-0000000000000000'
export const EMAIL_ORIGIN: EmailOrigin = {
  secrets: [LINK_SECRET],
  hashSecret: HASH_SECRET,
  networkHash: null,
}
const SITE_URL = 'https://scorecard.example.com'
const NO_LIMIT = 1_000_000
const DEAL = { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 }
/** Years after any real clock, so that a real time in a table gives itself away. */
const START = Date.UTC(2041, 2, 4, 8)

export type SimJob = 'drain' | 'mail' | 'erase-job' | 'expire' | 'scrub' | 'clear'

/** Which job takes up what a run of this name leaves. */
const RIVALS: [kind: string, job: SimJob][] = [
  ['sync-now', 'drain'],
  ['drain', 'drain'],
  ['mail', 'mail'],
  ['erase', 'erase-job'],
  ['mark', 'erase-job'],
]

/** What a run works with. */
export interface Run {
  actor: Actor
  db: PrismaClient
  now: () => Date
  leads: DrainDependencies & MarkDependencies
  mails: DeliveryDependencies
}

const clients = new ClientPool()

export interface WorldSettings extends PeopleSettings {
  database: SimDatabase
  choice: Choice
  mutation: Mutation | null
  secondaryEmail: 'keep' | 'clash'
}

/** One simulated company with its prospects, its HubSpot and its mail provider. */
export class World {
  readonly time = new VirtualTime(START)
  readonly trace = new Trace(this.time)
  readonly watch = new Watch(this.time, this.trace)
  readonly database: SimDatabase
  readonly choice: Choice
  readonly people: People
  readonly providers: Providers
  readonly scheduler: Scheduler
  /** what sales have made of deals, by the deal's id */
  readonly sold = new Map<string, Record<string, string>>()
  /** deals that sales have thrown away */
  readonly thrownAway = new Set<string>()
  readonly corrected = new Corrections()
  /** the share of leads that are sent right after their page; the others wait for the cron, together */
  readonly synchronous: number
  /** jobs that come just when a run that was held up goes on */
  rivals: { at: number; job: SimJob }[] = []
  /** when something in the tables is due, as it was found after so many writes */
  due: { writes: number; at: number | null } | null = null
  /** somebody does something just when a statement waits */
  onQuietMoment: (world: World) => void = () => undefined
  /** whether runs may meet a fate */
  fateful = true
  readonly #followUps = followUps()
  readonly #mutation: Mutation | null
  readonly #restore: () => void

  constructor({ database, choice, mutation, secondaryEmail, ...people }: WorldSettings) {
    this.database = database
    this.choice = choice
    this.#mutation = mutation
    this.synchronous = choice.pick([0, 0.3, 0.65])
    this.people = new People(choice, people)
    this.providers = new Providers(this.time, choice, { secondaryEmail })
    this.scheduler = new Scheduler(this.time, { choice, trace: this.trace, database })
    this.scheduler.onStatements = (overlap) => this.watch.onStatements(overlap)
    this.scheduler.onFreeze = (actor) => {
      const { name, frozenUntil } = actor
      this.watch.noteHeldUp(actor)
      const [, job] = RIVALS.find(([kind]) => name.startsWith(kind)) ?? []
      if (job && choice.chance(0.6)) this.rivals.push({ at: frozenUntil - choice.between(0, 800), job })
    }
    this.scheduler.onWait = () => {
      const mayCome = this.fateful && this.people.takings.length > 0 && choice.chance(0.3)
      if (mayCome) this.onQuietMoment(this)
    }
    this.#restore = replacePlatform(this.scheduler, choice, (actor, url, init) => {
      const asked = this.watch.step
      return this.providers.fetch(this.scheduler, actor, url, init, (path, body) => {
        this.watch.onCall(actor, path, body, asked)
        const { live } = this.providers.hubspot.portal.records.contacts
        const call = { path, body, step: this.watch.step }
        this.corrected.noteCall(actor, call, (id) => live.get(id)?.properties.email ?? '')
      })
    })
  }

  close(): void {
    this.scheduler.abandon()
    this.#restore()
    clients.takeBackAll()
  }

  /** Begins a run. Its result is logged as a job's is; a failure that no fate explains is wrong. */
  spawn(kind: string, work: (run: Run) => Promise<unknown>): Actor {
    const actor = this.scheduler.createActor(kind, this.#drawFate(), this.choice.between(-1, 1) * 1500)
    this.trace.note(actor.name, `begins${describeFate(actor.fate)}`)
    const log = createLog({}, (_, line) => this.#noteLog(actor, line))
    runAs(actor, () => {
      void work(this.#equip(actor)).then(
        (result) => {
          actor.state = 'ended'
          log.info('ends', countsOf(result))
        },
        (error: unknown) => {
          actor.state = 'ended'
          log.error('fails', error)
          if (!actor.struck) this.watch.report(`${actor.name} fails: ${nameError(error)}`)
          else if (isDeadlock(error)) this.watch.report(`${actor.name} meets a deadlock`)
        },
      )
    })
    return actor
  }

  #equip(actor: Actor): Run {
    const { scheduler, choice, watch } = this
    const rewrite = this.#mutation?.rewrite ?? ((sql: string) => sql)
    const db = clients.lend({ actor, scheduler, watch: watch.onStatement, rewrite })
    const clock = scheduler.clockOf(actor)
    const hubspot = createHubspotClient({ token: 'pat-local-standin', baseUrl: HUBSPOT_URL })
    const { random } = choice
    return {
      actor,
      db,
      now: () => clock.now(),
      leads: {
        db,
        crm: this.#mutation?.wrapCrm?.(hubspot) ?? hubspot,
        deal: DEAL,
        confirmFirst: false,
        followUps: this.#followUps,
        withdrawnStage: null,
        clock,
        random,
      },
      mails: {
        db,
        transport: createResendTransport({ apiKey: 're_sim', baseUrl: MAIL_URL }),
        composer: {
          from: 'AI Readiness Scorecard <scorecard@example.com>',
          replyTo: null,
          sender: { company: null, postalAddress: null, imprintUrl: null },
          unsubscribeUrl: null,
          siteUrl: SITE_URL,
          briefingUrl: null,
          scoreInSubject: true,
          secrets: [LINK_SECRET],
        },
        emailLimits: { addressPerDay: NO_LIMIT, networkPerHour: NO_LIMIT, totalPerHour: NO_LIMIT },
        clock,
        random,
      },
    }
  }

  #drawFate(): Fate {
    const { choice } = this
    if (!this.fateful) return { kind: 'none' }
    const at = 1 + Math.floor(choice.random() ** 2 * 30)
    switch (choice.weighted({ none: 6, crash: 1.5, freeze: 1.5, disconnect: 1 })) {
      case 'none':
        return { kind: 'none' }
      case 'crash':
        return { kind: 'crash', at }
      case 'freeze':
        return { kind: 'freeze', at, ms: choice.between(30, 400) * 1000 }
      case 'disconnect':
        return { kind: 'disconnect', at: Math.ceil(at / 3), carriedOut: choice.chance(0.6) }
    }
  }

  #noteLog(actor: Actor, line: string): void {
    const { errorAt: _, ...fields } = JSON.parse(line) as { errorAt?: string; level: string; event: string }
    const { level: __, event, ...rest } = fields
    this.trace.note(actor.name, `${event} ${JSON.stringify(rest)}`)
    const leaked = [...this.people.words.keys(), ...this.people.addresses].some((word) => line.includes(word))
    if (leaked) this.watch.report(`${actor.name} logs personal data`)
  }
}

function followUps(): FollowUpSettings {
  const rules = parseOwnerRules('*: 101, 102')
  if (typeof rules === 'string') throw new Error(rules)
  const { portalId, forms } = DEFAULT_PORTAL
  return {
    siteUrl: SITE_URL,
    notes: true,
    form: {
      client: createFormsClient({ token: 'pat-local-standin', baseUrl: HUBSPOT_URL }),
      portalId: String(portalId),
      formId: forms[0]!,
      company: null,
    },
    ownerRules: rules,
  }
}
