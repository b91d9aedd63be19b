import { type Autosave, type SaveState, createAutosave } from './autosave.ts'
import { answerByKeys } from './choice-keys.ts'
import { checkedRadios, findRadio } from './radios.ts'
import { postAnswers } from './save-request.ts'
import { submitAfterSaves } from './step-submit.ts'
import {
  type AnswerStorage,
  type UnsavedAnswers,
  createUnsavedAnswers,
  forgetSettledAnswers,
} from './unsaved-answers.ts'

const MESSAGES: Record<SaveState, string> = {
  saving: 'Saving...',
  saved: 'Saved',
  retrying: 'Not saved - will retry',
  offline: 'You are offline - your answers are kept in this browser',
  expired: 'Your session has expired. ',
  moved: 'You carried on in another browser. To come back, open the link in your e-mail here.',
  completed: 'This assessment is complete. ',
  refused: 'An answer was not accepted - continue to see why',
}

/** Improves a step's form: saves while it is filled in, restores, answers to keys. Works without storage too. */
export function improveStepPage(form: HTMLFormElement, storage: AnswerStorage | null): void {
  const assessmentKey = form.dataset.assessmentKey ?? ''
  const step = form.dataset.step ?? ''
  forgetSettledAnswers(storage, { assessmentKey, step })
  const unsaved = createUnsavedAnswers(storage, assessmentKey, step)
  const showState = statusWriter(form)
  const autosave = createAutosave({
    unsaved,
    send: (answers) =>
      postAnswers(fetch, `${location.pathname.replace(/\/$/, '')}/answers`, {
        ...answers,
        assessment: assessmentKey,
      }),
    onState: showState,
    isOnline: () => navigator.onLine,
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })

  restoreAnswers(form, unsaved)
  void autosave.save()
  saveChanges(form, unsaved, autosave)
  submitAfterSaves(form, unsaved, autosave)
  answerByKeys(form)
  retryWhenReachable(autosave)
  addEventListener('offline', () => Object.keys(unsaved.all()).length > 0 && showState('offline'))
}

function restoreAnswers(form: HTMLFormElement, unsaved: UnsavedAnswers): void {
  for (const [questionId, choice] of Object.entries(unsaved.all())) {
    const radio = findRadio(form, questionId, choice)
    if (!radio || radio.defaultChecked) unsaved.settle({ [questionId]: choice })
    else radio.checked = true
  }
  countAnswered(form)
}

function saveChanges(form: HTMLFormElement, unsaved: UnsavedAnswers, autosave: Autosave): void {
  form.addEventListener('change', (event) => {
    const radio = event.target
    if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio') return
    unsaved.add(radio.name, radio.value)
    hideError(radio)
    countAnswered(form)
    void autosave.save()
  })
}

function retryWhenReachable(autosave: Autosave): void {
  const retryNow = () => {
    if (document.visibilityState === 'visible') void autosave.save()
  }
  addEventListener('online', retryNow)
  document.addEventListener('visibilitychange', retryNow)
  addEventListener('pageshow', (event) => event.persisted && autosave.resume())
}

function statusWriter(form: HTMLFormElement): (state: SaveState, href?: string) => void {
  const region = form.querySelector<HTMLElement>('[data-save-status]')
  const alert = form.querySelector('[data-save-alert]')
  if (region) region.textContent = 'Your answers are saved as you go.'
  return (state, href) => {
    if (!region) return
    // Read out once, and not for each of the answers.
    if (alert && state !== 'saving') alert.textContent = state === 'saved' ? '' : MESSAGES[state]
    region.dataset.state = state
    region.textContent = MESSAGES[state]
    if (state !== 'expired' && state !== 'completed') return
    const link = document.createElement('a')
    link.href = href ?? '/'
    link.textContent = state === 'expired' ? 'Start again' : 'See your result'
    region.appendChild(link)
  }
}

function hideError(radio: HTMLInputElement): void {
  const question = radio.closest('[data-question]')
  if (!question?.classList.contains('has-error')) return
  question.classList.remove('has-error')
  question.querySelector('[data-error]')?.remove()
  for (const described of [question, ...question.querySelectorAll('[aria-describedby]')]) {
    const ids = described.getAttribute('aria-describedby')?.split(' ') ?? []
    described.setAttribute('aria-describedby', ids.filter((id) => !id.endsWith('-error')).join(' '))
  }
  document.querySelector(`[data-errors] a[href^="#${radio.name}-"]`)?.parentElement?.remove()
  if (document.querySelector('[data-errors] li')) return
  document.querySelector('[data-errors]')?.remove()
  document.title = document.title.replace(/^Error: /, '')
}

function countAnswered(form: HTMLFormElement): void {
  const count = form.querySelector('[data-answered]')
  if (count) count.textContent = String(checkedRadios(form).length)
}
