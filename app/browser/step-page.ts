import { createAutosave, type SaveState } from './autosave.ts'
import { answerByKeys } from './choice-keys.ts'
import { postAnswers } from './save-request.ts'
import { isSent, markSent, release } from './submit-guard.ts'
import { createUnsavedAnswers, forgetSettledAnswers, type AnswerStorage } from './unsaved-answers.ts'

const MESSAGES: Record<SaveState, string> = {
  saving: 'Saving...',
  saved: 'Saved',
  retrying: 'Not saved - will retry',
  offline: 'You are offline - your answers are kept in this browser',
  expired: 'Your session has expired. ',
  completed: 'This assessment is complete. ',
  refused: 'An answer was not accepted - continue to see why',
}

/** How long submitting waits for a save whose answers have changed since; its late arrival would undo them. */
const STALE_SAVE_WAIT_MS = 3_000

/** Improves a step's form: saves while it is filled in, restores, answers to keys. Works without storage too. */
export function improveStepPage(form: HTMLFormElement, storage: AnswerStorage | null): void {
  const assessmentKey = form.dataset.assessmentKey ?? ''
  const step = form.dataset.step ?? ''
  forgetSettledAnswers(storage, { assessmentKey, step })
  const unsaved = createUnsavedAnswers(storage, assessmentKey, step)
  const showState = statusWriter(form)
  const autosave = createAutosave({
    unsaved,
    send: (answers) => postAnswers(fetch, `${location.pathname.replace(/\/$/, '')}/answers`, answers),
    onState: showState,
    isOnline: () => navigator.onLine,
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })

  for (const [questionId, choice] of Object.entries(unsaved.all())) {
    const radio = findRadio(form, questionId, choice)
    if (!radio || radio.defaultChecked) unsaved.settle({ [questionId]: choice })
    else radio.checked = true
  }
  countAnswered(form)
  void autosave.save()

  form.addEventListener('change', (event) => {
    const radio = event.target
    if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio') return
    unsaved.add(radio.name, radio.value)
    hideError(radio)
    countAnswered(form)
    void autosave.save()
  })

  form.addEventListener('submit', (event) => {
    if (isSent(form)) return
    form.querySelector('[data-submitter]')?.remove()
    const sending = Object.entries(autosave.inFlight() ?? {})
    const stale = sending.some(([questionId, choice]) => !findRadio(form, questionId, choice)?.checked)
    if (navigator.onLine && !stale) return leave()
    event.preventDefault()
    markSent(form)
    keepSubmitter(event.submitter)
    void (navigator.onLine ? submitAfterSave() : submitIfReachable())
  })

  /** `form.submit()` forgets which button was pressed. */
  function keepSubmitter(button: HTMLElement | null): void {
    if (!(button instanceof HTMLButtonElement) || !button.name) return
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = button.name
    field.value = button.value
    field.dataset.submitter = ''
    form.appendChild(field)
  }

  function leave(): void {
    autosave.pause()
    unsaved.markSubmitted()
  }

  async function submitAfterSave(): Promise<void> {
    leave()
    const patience = new Promise((resolve) => setTimeout(resolve, STALE_SAVE_WAIT_MS))
    await Promise.race([autosave.save(), patience])
    form.submit()
  }

  /**
   * Offline, the browser would put its own error page in the place of the answers. Browsers can be wrong about being
   * offline, so that a save is tried first, with every answer in it.
   */
  async function submitIfReachable(): Promise<void> {
    for (const radio of checkedRadios(form)) unsaved.add(radio.name, radio.value)
    await autosave.save()
    if (Object.keys(unsaved.all()).length > 0) return release(form)
    leave()
    form.submit()
  }

  const retryNow = () => {
    if (document.visibilityState === 'visible') void autosave.save()
  }
  addEventListener('online', retryNow)
  addEventListener('offline', () => Object.keys(unsaved.all()).length > 0 && showState('offline'))
  document.addEventListener('visibilitychange', retryNow)
  addEventListener('pageshow', (event) => event.persisted && autosave.resume())
  answerByKeys(form)
}

function statusWriter(form: HTMLFormElement): (state: SaveState, href?: string) => void {
  const region = form.querySelector<HTMLElement>('[data-save-status]')
  if (region) region.textContent = 'Your answers are saved as you give them.'
  return (state, href) => {
    if (!region) return
    region.dataset.state = state
    region.textContent = MESSAGES[state]
    if (state !== 'expired' && state !== 'completed') return
    const link = document.createElement('a')
    link.href = href ?? '/'
    link.textContent = state === 'expired' ? 'Start again' : 'See your result'
    region.appendChild(link)
  }
}

function findRadio(form: HTMLFormElement, questionId: string, choice: string): HTMLInputElement | null {
  return form.querySelector(`input[type=radio][name="${questionId}"][value="${choice}"]`)
}

function checkedRadios(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')]
}

function hideError(radio: HTMLInputElement): void {
  const question = radio.closest('[data-question]')
  question?.classList.remove('has-error')
  question?.querySelector('[data-error]')?.setAttribute('hidden', '')
}

function countAnswered(form: HTMLFormElement): void {
  const count = form.querySelector('[data-answered]')
  if (count) count.textContent = String(checkedRadios(form).length)
}
