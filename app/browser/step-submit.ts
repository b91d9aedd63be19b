import type { Autosave } from './autosave.ts'
import { checkedRadios, findRadio } from './radios.ts'
import { isSent, markSent, release } from './submit-guard.ts'
import type { UnsavedAnswers } from './unsaved-answers.ts'

/** How long submitting waits for a save whose answers have changed since; its late arrival would undo them. */
const STALE_SAVE_WAIT_MS = 3_000

/** Submits a step once no older save can overtake it, and only while the server seems reachable. */
export function submitAfterSaves(form: HTMLFormElement, unsaved: UnsavedAnswers, autosave: Autosave): void {
  form.addEventListener('submit', (event) => {
    if (isSent(form)) return
    form.querySelector('[data-submitter]')?.remove()
    const sending = Object.entries(autosave.inFlight() ?? {})
    const stale = sending.some(([questionId, choice]) => !findRadio(form, questionId, choice)?.checked)
    if (navigator.onLine && !stale) return leave()
    event.preventDefault()
    markSent(form)
    keepSubmitter(form, event.submitter)
    void (navigator.onLine ? submitWhenSaved() : submitIfReachable())
  })

  function leave(): void {
    autosave.pause()
    unsaved.markSubmitted()
  }

  async function submitWhenSaved(): Promise<void> {
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
