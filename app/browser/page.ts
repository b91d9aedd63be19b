import { preventDoubleSubmit } from './submit-guard.ts'

/** What every page gets from the script. */
export function improvePage(): void {
  preventDoubleSubmit()
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
