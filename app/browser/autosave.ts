import { retryDelay } from './backoff.ts'
import type { SaveReply } from './save-request.ts'
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
  /** Runs something later; gives back how to call it off. */
  schedule: (run: () => void, delayMs: number) => () => void
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
  let cancelTimer: (() => void) | null = null
  let failures = 0
  let held = false
  let paused = false
  let over = false

  function wait(run: () => void, delayMs: number): void {
    stopWaiting()
    const cancel = schedule(() => {
      cancelTimer = null
      run()
    }, delayMs)
    cancelTimer = cancel
  }

  function stopWaiting(): void {
    cancelTimer?.()
    cancelTimer = null
  }

  async function save(): Promise<void> {
    if (held) return
    stopWaiting()
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
      const goOn = await done
      if (!goOn) return
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
        over = true
        onState(reply.kind)
        return false
      case 'completed':
        over = true
        unsaved.settle(sent)
        onState('completed', reply.href)
        return false
      case 'failed':
        failures += 1
        if (!isOnline()) onState('offline')
        // One failure is a hiccup of the network, and the next try is a moment away.
        else if (failures > 1) onState('retrying')
        held = reply.retryAfterMs !== undefined
        wait(
          () => {
            held = false
            void save()
          },
          Math.max(reply.retryAfterMs ?? 0, retryDelay(failures, random())),
        )
        return false
    }
  }

  return {
    save,
    saveSoon: () => {
      if (!isOnline()) return void save()
      // What waits, a bundle or a retry, takes all that is there by then.
      if (!underWay && !cancelTimer) wait(() => void save(), BUNDLE_MS)
    },
    saveLast: () => {
      if (paused || over || held) return
      if (!underWay) return void save()
      const carried = underWay.answers
      const left = Object.entries(unsaved.all()).filter(([questionId]) => !(questionId in carried))
      const answers = Object.fromEntries(left)
      if (left.length > 0)
        void send(answers).then((reply) => reply.kind === 'saved' && unsaved.settle(answers))
    },
    inFlight: () => underWay?.answers ?? null,
    pause: () => {
      paused = true
      held = false
      stopWaiting()
    },
    resume: () => {
      paused = false
      void save()
    },
  }
}
