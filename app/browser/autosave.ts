import { retryDelay } from './backoff.ts'
import type { SaveReply } from './save-request.ts'
import type { StepAnswers, UnsavedAnswers } from './unsaved-answers.ts'

export type SaveState =
  'saving' | 'saved' | 'retrying' | 'offline' | 'expired' | 'moved' | 'completed' | 'refused'

export interface AutosaveOptions {
  unsaved: UnsavedAnswers
  send: (answers: StepAnswers) => Promise<SaveReply>
  /** `href` is where a completed assessment has its results. */
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
  let cancelRetry = () => {}
  let failures = 0
  let held = false
  let paused = false
  let over = false

  async function save(): Promise<void> {
    if (held) return
    cancelRetry()
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
        else if (Object.keys(unsaved.all()).length === 0) onState('saved')
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
        onState(isOnline() ? 'retrying' : 'offline')
        held = reply.retryAfterMs !== undefined
        cancelRetry = schedule(
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
    inFlight: () => underWay?.answers ?? null,
    pause: () => {
      paused = true
      held = false
      cancelRetry()
    },
    resume: () => {
      paused = false
      void save()
    },
  }
}
