import type { Autosave } from './autosave.ts'
import type { PageTurner } from './page-turner.ts'
import { checkedRadios, findRadio } from './radios.ts'
import { isSent, markSent, release } from './submit-guard.ts'
import type { UnsavedAnswers } from './unsaved-answers.ts'

/** How long submitting waits for a save whose answers have changed since; its late arrival would undo them. */
const STALE_SAVE_WAIT_MS = 3_000

/** A page that is fetched ahead for longer than this comes no sooner than the form's answer. */
const TURN_WAIT_MS = 1_000

interface StepParts {
  unsaved: UnsavedAnswers
  autosave: Autosave
  turner: PageTurner
  signal: AbortSignal
}

/** Submits a step once no older save can overtake it, and only while the server seems reachable. */
export function submitAfterSaves(
  form: HTMLFormElement,
  { unsaved, autosave, turner, signal }: StepParts,
): void {
  const submit = (event: SubmitEvent) => {
    if (event.defaultPrevented || isSent(form)) return
    form.querySelector('[data-submitter]')?.remove()
    if (hasNothingToSend(event.submitter)) {
      event.preventDefault()
      markSent(form)
      return void turnOrSubmit()
    }
    const sending = Object.entries(autosave.inFlight() ?? {})
    const stale = sending.some(([questionId, choice]) => !findRadio(form, questionId, choice)?.checked)
    if (navigator.onLine && !stale) return leave()
    event.preventDefault()
    markSent(form)
    keepSubmitter(form, event.submitter)
    void (navigator.onLine ? submitWhenSaved() : submitIfReachable())
  }
  form.addEventListener('submit', submit, { signal })

  /** Every answer is stored, and nothing was typed: the next step's page is all that is wanted. */
  function hasNothingToSend(submitter: HTMLElement | null): boolean {
    const isMain = submitter === null || submitter.dataset.continue !== undefined
    return isMain && turner.hasOffer() && Object.keys(unsaved.all()).length === 0 && !isTyped(form)
  }

  async function turnOrSubmit(): Promise<void> {
    const turned = await Promise.race([paint().then(turner.turn), wait(TURN_WAIT_MS)])
    release(form)
    if (turned === true || signal.aborted) return
    turner.withdraw()
    markSent(form)
    leave()
    form.submit()
  }

  function leave(): void {
    autosave.pause()
    unsaved.markSubmitted()
  }

  async function submitWhenSaved(): Promise<void> {
    leave()
    await Promise.race([autosave.save(), wait(STALE_SAVE_WAIT_MS)])
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
}

/** `form.submit()` forgets which button was pressed. */
function keepSubmitter(form: HTMLFormElement, button: HTMLElement | null): void {
  if (!(button instanceof HTMLButtonElement) || !button.name) return
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = button.name
  field.value = button.value
  field.dataset.submitter = ''
  form.appendChild(field)
}

/** Whether a field other than the answers says something else than what is stored. */
function isTyped(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement>('input[name]:not([type=radio])')].some(
    ({ type, value, defaultValue, checked, defaultChecked }) =>
      type === 'checkbox' ? checked !== defaultChecked : value !== defaultValue,
  )
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Resolves once what has just changed is on the screen, so that a press shows before its work is done. */
function paint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
