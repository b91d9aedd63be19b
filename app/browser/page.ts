import { mindKeptPage } from './kept-page.ts'
import { preventDoubleSubmit } from './submit-guard.ts'

/** What every page gets from the script. */
export function improvePage(): void {
  preventDoubleSubmit()
  mindKeptPage()
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
  offerPrint()
}

/** Without the script the page says where the browser's menu has it. */
function offerPrint(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-print]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', () => print())
  document.querySelector('[data-print-hint]')?.remove()
}
