/** The style sheet asks the same. */
const NARROW = '(max-width: 599px) and (scripting: enabled)'

/** What an entry of the browser's history holds. */
export interface EntryState {
  /** which panel was in view */
  panel?: number
  /** the path of the entry before it, where that is one of this document */
  from?: string
}

export function entryState(): EntryState {
  return (history.state as EntryState | null) ?? {}
}

/** What of a step is shown at a time where the window is narrow: what comes before the questions, or a question. */
export interface StepPanels {
  readonly narrow: MediaQueryList
  index(): number
  isLast(): boolean
  /** @returns -1 where none does */
  find(contained: Element | null): number
  /** Shows one in the place of the other, in the same entry of the history. */
  show(wanted: number): void
  /** Shows one as a new entry of the history. */
  moveTo(wanted: number): void
  /** Says again what depends on the width of the window. */
  update(): void
}

export function createStepPanels(root: HTMLElement, form: HTMLFormElement): StepPanels {
  const narrow = matchMedia(NARROW)
  const panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')]
  const last = panels.length - 1
  const clamp = (wanted: number) => Math.min(last, Math.max(0, wanted))
  const back = form.querySelector<HTMLAnchorElement>('[data-back]')
  const button = form.querySelector<HTMLButtonElement>('[data-continue]')
  const leavesWith = button?.textContent ?? ''
  const leadsBack = back?.hidden === false
  let index = clamp(entryState().panel ?? panels.findIndex(({ dataset }) => dataset.current !== undefined))

  function update(): void {
    for (const [place, panel] of panels.entries()) panel.toggleAttribute('data-current', place === index)
    if (back) back.hidden = !leadsBack && !(narrow.matches && index > 0)
    if (button) button.textContent = narrow.matches && index < last ? button.dataset.continue! : leavesWith
  }

  function show(wanted: number): void {
    index = clamp(wanted)
    update()
    if (!narrow.matches) return
    scrollTo(0, 0)
    panels[index]?.focus({ preventScroll: true })
  }

  for (const panel of panels) panel.tabIndex = -1
  root.dataset.flow = ''
  // So that the way back to this entry leads to this panel.
  history.replaceState({ ...entryState(), panel: index }, '')
  update()
  return {
    narrow,
    index: () => index,
    isLast: () => index === last,
    find: (contained) => panels.findIndex((panel) => contained !== null && panel.contains(contained)),
    show,
    moveTo: (wanted) => {
      if (clamp(wanted) === index) return
      if (narrow.matches) history.pushState({ panel: clamp(wanted), from: location.pathname }, '')
      show(wanted)
    },
    update,
  }
}
