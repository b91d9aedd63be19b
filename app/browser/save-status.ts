import type { SaveState } from './autosave.ts'

const MESSAGES: Record<SaveState, string> = {
  saving: 'Saving...',
  saved: 'Saved',
  retrying: 'Not saved yet - trying again',
  offline: 'You are offline - your answers are kept in this browser',
  expired: 'Your session has expired. ',
  moved: 'You carried on in another browser. To come back, open the link in your e-mail here.',
  completed: 'This assessment is complete. ',
  refused: 'An answer was not accepted - continue to see why',
}

/** Says in the form what has become of its answers; what is wrong is read out, once, and each answer that is saved is not. */
export function createSaveStatus(form: HTMLFormElement): (state: SaveState, href?: string) => void {
  const region = form.querySelector<HTMLElement>('[data-save-status]')
  const alert = form.querySelector('[data-save-alert]')
  if (region) region.textContent = 'Your answers are saved as you go.'
  return (state, href) => {
    if (!region) return
    const spoken = state === 'saved' ? '' : MESSAGES[state]
    if (alert && state !== 'saving' && alert.textContent !== spoken) alert.textContent = spoken
    region.dataset.state = state
    region.textContent = MESSAGES[state]
    if (state !== 'expired' && state !== 'completed') return
    const link = document.createElement('a')
    link.href = href ?? '/'
    link.textContent = state === 'expired' ? 'Start again' : 'See your result'
    region.appendChild(link)
  }
}
