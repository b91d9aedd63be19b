import { type EntryState, type StepPanels, createStepPanels, entryState } from './step-panels.ts'
import { createTimer, scheduleInBrowser } from './timer.ts'
import type { AnswerStorage } from './unsaved-answers.ts'

/** Long enough to see which answer was taken, and to correct a slip of the finger. */
const MOVE_ON_MS = 250
const STAY = 'scorecard:stay'

export interface OneQuestion {
  /** Brings what contains an element into view. */
  reveal(element: Element): void
  /** Shows the panel of an entry of the history. */
  goTo(state: EntryState | null): void
  /** Where reading begins. */
  focusStart(): void
}

/**
 * Where the window is narrow, shows one panel of a step at a time. A tap on an answer leads to the next one, as is said
 * beforehand, until that is switched off. Keys and screen readers, whose clicks come from no pointer, are never
 * led on. Each panel is an entry in the browser's history.
 */
export function showOneQuestion(
  root: HTMLElement,
  form: HTMLFormElement,
  storage: AnswerStorage | null,
  signal: AbortSignal,
): OneQuestion {
  const panels = createStepPanels(root, form)
  const { narrow } = panels
  moveOnAfterTaps(form, panels, storage, signal)
  leadBack(form, panels, signal)
  narrow.addEventListener('change', panels.update, { signal })
  const reveal = (element: Element) => panels.moveTo(panels.find(element))
  root.addEventListener('click', (event) => revealLinked(event, reveal), { signal })
  return {
    reveal,
    goTo: (state) => {
      const named = panels.find(document.getElementById(location.hash.slice(1)))
      panels.show(state?.panel ?? (named < 0 ? panels.index() : named))
    },
    focusStart: () => {
      if (narrow.matches) return panels.show(panels.index())
      const heading = root.querySelector('h1')
      if (heading) heading.tabIndex = -1
      heading?.focus({ preventScroll: true })
    },
  }
}

function moveOnAfterTaps(
  form: HTMLFormElement,
  panels: StepPanels,
  storage: AnswerStorage | null,
  signal: AbortSignal,
): void {
  const timer = createTimer(scheduleInBrowser)
  const movesOn = form.querySelector<HTMLInputElement>('[data-move-on]')
  if (movesOn) movesOn.checked = !readStay(storage)
  movesOn?.addEventListener('change', () => keepStay(storage, !movesOn.checked), { signal })
  const followTap = (event: MouseEvent) => {
    const radio = event.target
    timer.stop()
    if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio' || event.detail === 0) return
    const from = panels.index()
    if (panels.narrow.matches && movesOn?.checked)
      timer.start(() => panels.index() === from && panels.moveTo(from + 1), MOVE_ON_MS)
  }
  form.addEventListener('click', followTap, { signal })
  form.addEventListener('keydown', timer.stop, { signal })
  signal.addEventListener('abort', timer.stop)
  // Before the form's own submitting: where there is a question after this one, the button leads there.
  const moveOn = (event: SubmitEvent) => {
    const isMain = event.submitter?.dataset.continue !== undefined
    if (!panels.narrow.matches || panels.isLast() || !isMain) return
    event.preventDefault()
    panels.moveTo(panels.index() + 1)
  }
  form.addEventListener('submit', moveOn, { signal })
}

function leadBack(form: HTMLFormElement, panels: StepPanels, signal: AbortSignal): void {
  const back = form.querySelector<HTMLAnchorElement>('[data-back]')
  const moveBack = (event: Event) => {
    const inside = panels.narrow.matches && panels.index() > 0
    const before = inside ? location.pathname : back?.pathname
    if (entryState().from === before) {
      event.preventDefault()
      history.back()
    } else if (inside) {
      event.preventDefault()
      history.replaceState({ panel: panels.index() - 1 }, '')
      panels.show(panels.index() - 1)
    }
  }
  back?.addEventListener('click', moveBack, { signal })
}

function revealLinked(event: Event, reveal: (element: Element) => void): void {
  const link = event.target instanceof Element ? event.target.closest('[data-errors] a') : null
  const target = link && document.getElementById(link.getAttribute('href')?.slice(1) ?? '')
  if (target) reveal(target)
}

function readStay(storage: AnswerStorage | null): boolean {
  try {
    return storage !== null && storage.getItem(STAY) !== null
  } catch {
    return false
  }
}

function keepStay(storage: AnswerStorage | null, stay: boolean): void {
  try {
    if (stay) storage?.setItem(STAY, 'yes')
    else storage?.removeItem(STAY)
  } catch {
    // It then holds for this page.
  }
}
