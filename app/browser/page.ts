import { mindKeptPage } from './kept-page.ts'
import { preventDoubleSubmit } from './submit-guard.ts'

/** What every page gets from the script. */
export function improvePage(): void {
  preventDoubleSubmit()
  mindKeptPage()
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
