import { retryDelay } from './backoff.ts'
import type { SaveReply } from './save-request.ts'
import { type Schedule, createTimer } from './timer.ts'
import type { StepAnswers, UnsavedAnswers } from './unsaved-answers.ts'

export type SaveState =
  'saving' | 'saved' | 'retrying' | 'offline' | 'expired' | 'moved' | 'completed' | 'refused'

/** Answers of this time go in one request: until then the browser keeps them, and sends them when the page is left. */
export const BUNDLE_MS = 30_000

export interface AutosaveOptions {
  unsaved: UnsavedAnswers
  send: (answers: StepAnswers) => Promise<SaveReply>
  /** `href` is where a completed assessment has its results, or the step after one that a save has completed. */
  onState: (state: SaveState, href?: string) => void
  isOnline: () => boolean
  schedule: Schedule
  /** From 0 up to 1. */
  random: () => number
}

export interface Autosave {
  /**
   * Saves what is unsaved: now, when the save under way has ended, or when the server asked to be left alone until.
   * Resolves when nothing is under way.
   */
  save(): Promise<void>
  /** Saves what is unsaved within `BUNDLE_MS`, together with what is added by then. */
  saveSoon(): void
  /** For a page that is going away: sends at once what no save under way carries. */
  saveLast(): void
  /** What the save under way carries. */
  inFlight(): StepAnswers | null
  /** Starts no further save until `resume`. */
  pause(): void
  resume(): void
}

/** Sends unsaved answers, one request at a time, and tries again until they are saved or can never be. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { unsaved, send, onState, isOnline, schedule, random } = options
  let underWay: { answers: StepAnswers; done: Promise<void> } | null = null
  const timer = createTimer(schedule)
  let failures = 0
  let [held, paused, over] = [false, false, false]

  async function save(isRetry = false): Promise<void> {
    held &&= !isRetry
    if (held) return
    timer.stop()
    if (underWay) {
      // The call that began it goes on with what was added since.
      while (underWay) await underWay.done
      return
    }
    while (!paused && !over) {
      const answers = unsaved.all()
      if (Object.keys(answers).length === 0) return
      // Repeating "Saving..." at every retry would talk over a screen reader.
      if (failures === 0) onState('saving')
      const done = send(answers).then((reply) => settle(answers, reply))
      underWay = { answers, done: done.then(() => undefined) }
      if (!(await done)) return
    }
  }

  /** @returns whether answers given in the meantime should follow at once */
  function settle(sent: StepAnswers, reply: SaveReply): boolean {
    underWay = null
    switch (reply.kind) {
      case 'saved':
      case 'refused':
        failures = 0
        // What was refused stays in the form, where submitting it shows what is wrong; repeating it is useless.
        unsaved.settle(sent)
        if (reply.kind === 'refused') onState('refused')
        else if (Object.keys(unsaved.all()).length === 0) onState('saved', reply.next)
        return true
      case 'expired':
      case 'moved':
      case 'completed':
        over = true
        if (reply.kind === 'completed') unsaved.settle(sent)
        onState(reply.kind, reply.kind === 'completed' ? reply.href : undefined)
        return false
      case 'failed':
        failures += 1
        // One failure is a hiccup of the network, and the next try is a moment away.
        if (!isOnline() || failures > 1) onState(isOnline() ? 'retrying' : 'offline')
        held = reply.retryAfterMs !== undefined
        timer.start(() => void save(true), Math.max(reply.retryAfterMs ?? 0, retryDelay(failures, random())))
        return false
    }
  }

  return {
    save: () => save(),
    saveSoon: () => {
      if (!isOnline()) return void save()
      // What waits, a bundle or a retry, takes all that is there by then.
      if (!underWay && !timer.isRunning()) timer.start(() => void save(), BUNDLE_MS)
    },
    saveLast: () => {
      if (paused || over || held) return
      if (underWay) sendRest(underWay.answers, unsaved, send)
      else void save()
    },
    inFlight: () => underWay?.answers ?? null,
    pause: () => {
      paused = true
      held = false
      timer.stop()
    },
    resume: () => {
      paused = false
      void save()
    },
  }
}

/** Sends what a save under way does not carry; an answer that it carries in an older form is left for later. */
function sendRest(carried: StepAnswers, unsaved: UnsavedAnswers, send: AutosaveOptions['send']): void {
  const left = Object.entries(unsaved.all()).filter(([questionId]) => !(questionId in carried))
  if (left.length === 0) return
  const answers = Object.fromEntries(left)
  void send(answers).then((reply) => reply.kind === 'saved' && unsaved.settle(answers))
}
