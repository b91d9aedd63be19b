import { type Autosave, createAutosave } from './autosave.ts'
import { answerByKeys } from './choice-keys.ts'
import { showOneQuestion } from './one-question.ts'
import type { PageTurner, ShownStep } from './page-turner.ts'
import { hideError } from './question-errors.ts'
import { checkedRadios, findRadio } from './radios.ts'
import { postAnswers } from './save-request.ts'
import { createSaveStatus } from './save-status.ts'
import { submitAfterSaves, wait } from './step-submit.ts'
import { scheduleInBrowser } from './timer.ts'
import {
  type AnswerStorage,
  type UnsavedAnswers,
  createUnsavedAnswers,
  forgetSettledAnswers,
  isAnswerEntry,
} from './unsaved-answers.ts'

export interface StepStorage {
  /** what the server has not confirmed */
  answers: AnswerStorage | null
  /** what was chosen for this visit */
  visit: AnswerStorage | null
}

/** How long a page waits that would show what is being saved. */
const SAVE_WAIT_MS = 1_000

/**
 * Improves a step's form: saves while it is filled in, restores, answers to keys, shows one question at a time where there
 * is room for one. Works without storage too.
 */
export function improveStepPage(form: HTMLFormElement, storage: StepStorage, turner: PageTurner): ShownStep {
  const { assessmentKey = '', step = '' } = form.dataset
  const { signal, end } = createEnd()
  // The address may have moved on when the last answers go.
  const address = `${location.pathname.replace(/\/$/, '')}/answers`
  forgetSettledAnswers(storage.answers, { assessmentKey, step })
  const unsaved = createUnsavedAnswers(storage.answers, assessmentKey, step)
  const hasUnsaved = () => Object.keys(unsaved.all()).length > 0
  const showState = createSaveStatus(form)
  const autosave = createAutosave({
    unsaved,
    send: (answers) => postAnswers(fetch, address, { ...answers, assessment: assessmentKey }),
    onState: (state, href) => {
      showState(state, href)
      if (state !== 'saved' || !href || signal.aborted) return
      form.dataset.next = href
      turner.offer(href)
    },
    isOnline: () => navigator.onLine,
    schedule: scheduleInBrowser,
    random: Math.random,
  })

  restoreAnswers(form, unsaved)
  const flow = showOneQuestion(form.closest<HTMLElement>('.step')!, form, storage.visit, signal)
  if (hasUnsaved()) saveNowOrSoon(form, unsaved, autosave)
  else if (form.dataset.next) turner.offer(form.dataset.next)
  void autosave.save()
  saveChanges(form, unsaved, autosave, turner, signal)
  submitAfterSaves(form, { unsaved, autosave, turner, signal })
  answerByKeys(form, flow.reveal, signal)
  retryWhenReachable(autosave, signal)
  addEventListener('offline', () => hasUnsaved() && showState('offline'), { signal })
  // Another tab has answered, or has begun another assessment.
  addEventListener('storage', ({ key }) => isAnswerEntry(key) && turner.withdraw(), { signal })
  return {
    ...flow,
    hasUnsaved,
    save: () => Promise.race([autosave.save(), wait(SAVE_WAIT_MS)]),
    end: () => {
      autosave.saveLast()
      end()
    },
  }
}

function createEnd(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, end: () => controller.abort() }
}

function restoreAnswers(form: HTMLFormElement, unsaved: UnsavedAnswers): void {
  // What was chosen before this script was there.
  for (const { name, value, defaultChecked } of checkedRadios(form))
    if (!defaultChecked) unsaved.add(name, value)
  for (const [questionId, choice] of Object.entries(unsaved.all())) {
    const radio = findRadio(form, questionId, choice)
    if (!radio || radio.defaultChecked) unsaved.settle({ [questionId]: choice })
    else radio.checked = true
  }
  countAnswered(form)
}

function saveChanges(
  form: HTMLFormElement,
  unsaved: UnsavedAnswers,
  autosave: Autosave,
  turner: PageTurner,
  signal: AbortSignal,
): void {
  form.addEventListener(
    'change',
    (event) => {
      const radio = event.target
      if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio') return
      turner.withdraw()
      unsaved.add(radio.name, radio.value)
      hideError(radio)
      // The answer is kept and can be sent; the rest of the work comes after the paint that shows it.
      setTimeout(() => {
        if (signal.aborted) return
        countAnswered(form)
        saveNowOrSoon(form, unsaved, autosave)
      })
    },
    { signal },
  )
}

/** The last answer of a step goes at once, with all others: together they complete it. */
function saveNowOrSoon(form: HTMLFormElement, unsaved: UnsavedAnswers, autosave: Autosave): void {
  const answered = checkedRadios(form)
  if (answered.length < form.querySelectorAll('[data-question]').length) return autosave.saveSoon()
  if (!form.dataset.next) for (const radio of answered) unsaved.add(radio.name, radio.value)
  void autosave.save()
}

function retryWhenReachable(autosave: Autosave, signal: AbortSignal): void {
  addEventListener('online', () => void autosave.save(), { signal })
  // A phone may end a tab at the back without another word.
  const onVisibility = () =>
    document.visibilityState === 'visible' ? void autosave.save() : autosave.saveLast()
  document.addEventListener('visibilitychange', onVisibility, { signal })
  addEventListener('pagehide', () => autosave.saveLast(), { signal })
  addEventListener('pageshow', (event) => event.persisted && autosave.resume(), { signal })
}

function countAnswered(form: HTMLFormElement): void {
  const answered = checkedRadios(form).length
  const count = form.querySelector('[data-answered]')
  if (count) count.textContent = String(answered)
  const left = document.querySelector<HTMLElement>('[data-left]')
  const words = left?.dataset.left?.split('|').at(form.querySelectorAll('[data-question]').length - answered)
  if (left && words) left.textContent = words
}
