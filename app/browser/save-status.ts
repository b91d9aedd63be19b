import type { SaveState } from './autosave.ts'

/**
 * Says in the form what has become of its answers, by the words that the page has for each state; what is wrong is read
 * out, once, and each answer that is saved is not.
 */
export function createSaveStatus(form: HTMLFormElement): (state: SaveState, href?: string) => void {
  const region = form.querySelector<HTMLElement>('[data-save-status]')
  const alert = form.querySelector('[data-save-alert]')
  const words = document.body.dataset
  if (region) region.textContent = words.asYouGo!
  return (state, href) => {
    if (!region) return
    const said = words[state]!
    const spoken = state === 'saved' ? '' : said
    if (alert && state !== 'saving' && alert.textContent !== spoken) alert.textContent = spoken
    region.dataset.state = state
    region.textContent = said
    if (state !== 'expired' && state !== 'completed') return
    const link = document.createElement('a')
    link.href = href ?? words.start!
    link.textContent = (state === 'expired' ? words.startAgain : words.seeResult)!
    region.append(' ', link)
  }
}
