import { CrmError } from '#app/domain/crm/errors.ts'
import { type SyncError, faultOwner } from '#app/domain/crm/failure.ts'
import type { HubspotOperation } from '#app/domain/pause.ts'
import { type CrmRun, RunStopped } from './run.server.ts'

export interface RecordFailure {
  error: SyncError
}

export type RecordOutcome = { id: string } | RecordFailure

export interface BatchAnswer<Input> {
  outcomes: Map<string, RecordOutcome>
  passedOver: readonly Input[]
}

export interface BatchCall<Input> {
  operation: HubspotOperation
  keyOf: (input: Input) => string
  /** One call. Null: none of the inputs is wanted any more. @throws RunStopped; CrmError when none was written */
  send: (inputs: readonly Input[]) => Promise<BatchAnswer<Input> | null>
  /** what is sent after a conflict depends on it, until there is nothing to send any more */
  settlesConflicts?: boolean
  isExpected?: (input: Input, error: SyncError) => boolean
}

/**
 * Sends inputs in one call, and in as many more as it takes to find out which of them HubSpot fails on, or that it fails on
 * all. Inputs missing from the outcomes were not tried, because the run or the operation stopped, or are not wanted.
 */
export async function sendBatch<Input>(
  run: CrmRun,
  call: BatchCall<Input>,
  inputs: readonly Input[],
): Promise<Map<string, RecordOutcome>> {
  const batch = new Batch(run, call)
  try {
    await batch.send(inputs)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
  }
  return batch.outcomes
}

interface Failure<Input> {
  input: Input
  error: SyncError
}

interface Knowledge {
  /** these inputs were sent before, so that a lost race against another writer is over */
  again?: boolean
  /** the operation has worked since it failed, so that it is one of the inputs */
  works?: boolean
}

class Batch<Input> {
  readonly outcomes = new Map<string, RecordOutcome>()
  readonly #run: CrmRun
  readonly #call: BatchCall<Input>

  constructor(run: CrmRun, call: BatchCall<Input>) {
    this.#run = run
    this.#call = call
  }

  async send(inputs: readonly Input[], known: Knowledge = {}): Promise<void> {
    if (inputs.length === 0) return
    try {
      const answer = await this.#call.send(inputs)
      if (answer) await this.#readAnswer(inputs, answer, known)
    } catch (error) {
      if (!(error instanceof CrmError)) throw error
      await this.#readRefusal(inputs, error.error, known)
    }
  }

  async #readAnswer(
    sent: readonly Input[],
    { outcomes, passedOver }: BatchAnswer<Input>,
    known: Knowledge,
  ): Promise<void> {
    const written = [...outcomes].filter(([, outcome]) => 'id' in outcome)
    for (const [key, outcome] of written) this.outcomes.set(key, outcome)
    if (written.length > 0) await this.#run.worked(this.#call.operation)
    const works = written.length > 0 || known.works

    const failed = sent.flatMap((input) => {
      const outcome = outcomes.get(this.#call.keyOf(input))
      return outcome && 'error' in outcome ? [{ input, error: outcome.error }] : []
    })
    for (const { error } of failed) this.#run.breakers.noteAnswer(error)
    const isLostRace = ({ error }: Failure<Input>) => this.#isLostRace(error, known)
    const isSuspect = written.length === 0
    await this.#fail(
      failed.filter((failure) => !isLostRace(failure)),
      { isSuspect, works },
    )
    await this.send(
      failed.filter(isLostRace).map(({ input }) => input),
      { again: true, works },
    )

    if (sent.length === 1 || known.again) {
      const silent = passedOver.map((input) => ({ input, error: { kind: 'no_result' } as const }))
      await this.#fail(silent, { isSuspect, works })
    } else if (works) await this.send(passedOver, { again: true, works })
    else await this.#sendOneByOne(passedOver)
  }

  async #readRefusal(inputs: readonly Input[], error: SyncError, known: Knowledge): Promise<void> {
    if (this.#isLostRace(error, known)) return this.send(inputs, { ...known, again: true })
    const [only, ...others] = inputs
    if (only !== undefined && others.length === 0) {
      return this.#fail([{ input: only, error }], { isSuspect: true, works: known.works })
    }
    await (known.works ? this.#sendHalves(inputs) : this.#sendOneByOne(inputs))
  }

  #isLostRace({ kind }: SyncError, { again }: Knowledge): boolean {
    return kind === 'conflict' && (!again || this.#call.settlesConflicts === true)
  }

  async #sendOneByOne(inputs: readonly Input[]): Promise<void> {
    for (const [place, input] of inputs.entries()) {
      await this.send([input], { again: true })
      const outcome = this.outcomes.get(this.#call.keyOf(input))
      if (outcome === undefined) continue
      const rest = inputs.slice(place + 1)
      if ('id' in outcome) return place === 0 ? this.#sendHalves(rest) : this.send(rest, { works: true })
      if (faultOwner(outcome.error) === 'record') return this.send(rest)
    }
  }

  async #sendHalves(inputs: readonly Input[]): Promise<void> {
    const middle = Math.ceil(inputs.length / 2)
    await this.send(inputs.slice(0, middle), { works: true })
    await this.send(inputs.slice(middle), { works: true })
  }

  /** @throws RunStopped when it is the operation's fault */
  async #fail(
    failures: readonly Failure<Input>[],
    { isSuspect, works }: { isSuspect: boolean; works: boolean | undefined },
  ): Promise<void> {
    const { operation, keyOf, isExpected } = this.#call
    const suspects = failures.filter(
      ({ input, error }) => isSuspect && faultOwner(error) !== 'record' && !isExpected?.(input, error),
    )
    const mark = (marked: readonly Failure<Input>[]) => {
      for (const { input, error } of marked) this.outcomes.set(keyOf(input), { error })
    }
    mark(failures.filter((failure) => !suspects.includes(failure)))
    const worst = suspects.find(({ error }) => faultOwner(error) === 'account') ?? suspects[0]
    if (!worst) return
    // Marked even where the operation pauses: it is not to be the next record that tries it.
    if (suspects.length === 1 && faultOwner(worst.error) === 'provider') mark(suspects)
    const keys = suspects.map(({ input }) => keyOf(input))
    await this.#run.failed(operation, worst.error, keys, works)
    mark(suspects)
  }
}
