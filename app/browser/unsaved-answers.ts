/** Question id to choice. Never anything else: contact details do not go into the browser's storage. */
export type StepAnswers = Record<string, string>

/** The parts of `Storage` that are used here. */
export type AnswerStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export interface UnsavedAnswers {
  all(): StepAnswers
  add(questionId: string, choice: string): void
  /** Forgets what was saved, except for answers that have changed since they were sent. */
  settle(sent: StepAnswers): void
  /** The form itself is on its way with every answer of the step. */
  markSubmitted(): void
}

interface Entry {
  answers: StepAnswers
  submitted: boolean
}

const PREFIX = 'scorecard:answers:'
const QUESTION_ID = /^[a-z_]{1,40}_\d{1,2}$/
const CHOICE = /^[A-E]$/

/**
 * The answers of one step that the server has not confirmed, kept in the browser so that a closed tab or a lost
 * connection loses none. Storage is read anew each time, because other tabs write to it; where it is missing or full
 * (private windows, strict settings) memory serves for as long as the page lives.
 */
export function createUnsavedAnswers(
  storage: AnswerStorage | null,
  assessmentKey: string,
  step: string,
): UnsavedAnswers {
  const name = `${PREFIX}${assessmentKey}:${step}`
  let usable = storage
  let memory: Entry = { answers: {}, submitted: false }

  function read(): Entry {
    if (usable) {
      try {
        memory = parseEntry(usable.getItem(name))
      } catch {
        usable = null
      }
    }
    return memory
  }

  function write(entry: Entry): void {
    memory = entry
    try {
      if (Object.keys(entry.answers).length === 0) usable?.removeItem(name)
      else usable?.setItem(name, JSON.stringify(entry))
    } catch {
      usable = null
    }
  }

  return {
    all: () => ({ ...read().answers }),
    add: (questionId, choice) =>
      write({ answers: { ...read().answers, [questionId]: choice }, submitted: false }),
    settle: (sent) => {
      const { answers, submitted } = read()
      const left = Object.entries(answers).filter(([questionId, choice]) => sent[questionId] !== choice)
      write({ answers: Object.fromEntries(left), submitted })
    },
    markSubmitted: () => write({ ...read(), submitted: true }),
  }
}

/**
 * Clears what is no longer wanted: other assessments' answers and, because being on another step proves that they
 * arrived, answers of steps that were submitted. Without an assessment (the results page) everything goes.
 */
export function forgetSettledAnswers(
  storage: AnswerStorage | null,
  current?: { assessmentKey: string; step: string },
): void {
  try {
    if (!storage) return
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index))
    for (const name of names) {
      if (!name?.startsWith(PREFIX)) continue
      const own = current && name.startsWith(`${PREFIX}${current.assessmentKey}:`)
      const thisStep = current && name === `${PREFIX}${current.assessmentKey}:${current.step}`
      if (!own || (!thisStep && parseEntry(storage.getItem(name)).submitted)) storage.removeItem(name)
    }
  } catch {
    // Storage that cannot be read holds nothing of ours.
  }
}

/** Whether a key of the storage is one of these entries; null is the key of a storage that was emptied. */
export function isAnswerEntry(key: string | null): boolean {
  return key === null || key.startsWith(PREFIX)
}

/** Storage is the visitor's to edit, and older versions of this script wrote to it: keep only what fits. */
function parseEntry(text: string | null): Entry {
  try {
    const { answers, submitted } = JSON.parse(text ?? '{}') as { answers?: object; submitted?: unknown }
    const fitting = Object.entries(answers ?? {}).filter(
      ([questionId, choice]) =>
        QUESTION_ID.test(questionId) && typeof choice === 'string' && CHOICE.test(choice),
    ) as [string, string][]
    return { answers: Object.fromEntries(fitting), submitted: submitted === true }
  } catch {
    return { answers: {}, submitted: false }
  }
}
