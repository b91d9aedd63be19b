import type { AnswerStorage } from './unsaved-answers.ts'

/** The style sheet asks the same. */
const NARROW = '(max-width: 599px) and (scripting: enabled)'
/** Long enough to see which answer was taken, and to correct a slip of the finger. */
const MOVE_ON_MS = 250
const STAY = 'scorecard:stay'

/** What an entry of the browser's history holds. */
export interface EntryState {
  /** which panel was in view */
  panel?: number
  /** the path of the entry before it, where that is one of this document */
  from?: string
}

export interface OneQuestion {
  /** Brings what contains an element into view. */
  reveal(element: Element): void
  /** Shows the panel of an entry of the history. */
  goTo(state: EntryState | null): void
  /** Where reading begins. */
  focusStart(): void
}

/**
 * Where the window is narrow, shows one panel of a step at a time: what comes before the questions, or a question. A tap
 * on an answer leads to the next one, as is said beforehand, until that is switched off. Keys and screen readers,
 * whose clicks come from no pointer, are never led on. Each panel is an entry in the browser's history.
 */
export function showOneQuestion(
  root: HTMLElement,
  form: HTMLFormElement,
  storage: Pick<AnswerStorage, 'getItem' | 'setItem' | 'removeItem'> | null,
  signal: AbortSignal,
): OneQuestion {
  const narrow = matchMedia(NARROW)
  const panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')]
  const last = panels.length - 1
  const back = form.querySelector<HTMLAnchorElement>('[data-back]')
  const button = form.querySelector<HTMLButtonElement>('[data-continue]')
  const leavesWith = button?.textContent ?? ''
  const leadsBack = back?.hidden === false
  const movesOn = form.querySelector<HTMLInputElement>('[data-move-on]')
  let index = clamp((history.state as EntryState | null)?.panel ?? panels.findIndex(isCurrent))
  let timer: ReturnType<typeof setTimeout> | undefined

  function clamp(wanted: number): number {
    return Math.min(last, Math.max(0, wanted))
  }

  function update(): void {
    for (const [place, panel] of panels.entries()) panel.toggleAttribute('data-current', place === index)
    const inside = narrow.matches && index > 0
    if (back) back.hidden = !leadsBack && !inside
    if (button) button.textContent = narrow.matches && index < last ? button.dataset.continue! : leavesWith
  }

  function show(wanted: number): void {
    clearTimeout(timer)
    index = clamp(wanted)
    update()
    if (!narrow.matches) return
    scrollTo(0, 0)
    panels[index]?.focus({ preventScroll: true })
  }

  function moveTo(wanted: number): void {
    if (clamp(wanted) === index) return
    if (narrow.matches) history.pushState({ panel: clamp(wanted), from: location.pathname }, '')
    show(wanted)
  }

  function moveBack(event: Event): void {
    const inside = narrow.matches && index > 0
    const before = inside ? location.pathname : back?.pathname
    if ((history.state as EntryState | null)?.from === before) {
      event.preventDefault()
      history.back()
    } else if (inside) {
      event.preventDefault()
      history.replaceState({ panel: index - 1 }, '')
      show(index - 1)
    }
  }

  function reveal(element: Element): void {
    moveTo(panels.findIndex((panel) => panel.contains(element)))
  }

  function followTap(event: MouseEvent): void {
    const radio = event.target
    if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio') return
    clearTimeout(timer)
    if (event.detail === 0 || !narrow.matches || !movesOn?.checked) return
    timer = setTimeout(() => moveTo(index + 1), MOVE_ON_MS)
  }

  for (const panel of panels) panel.tabIndex = -1
  root.dataset.flow = ''
  if (movesOn) movesOn.checked = readStay(storage) === null
  update()

  form.addEventListener('click', followTap, { signal })
  form.addEventListener('keydown', () => clearTimeout(timer), { signal })
  back?.addEventListener('click', moveBack, { signal })
  movesOn?.addEventListener('change', () => keepStay(storage, !movesOn.checked), { signal })
  narrow.addEventListener('change', update, { signal })
  signal.addEventListener('abort', () => clearTimeout(timer))
  // Before the form's own submitting: where there is a question after this one, the button leads there.
  form.addEventListener(
    'submit',
    (event) => {
      if (!narrow.matches || index === last || event.submitter !== button) return
      event.preventDefault()
      moveTo(index + 1)
    },
    { signal },
  )
  root.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('[data-errors] a') : null
      const target = link && document.getElementById(link.getAttribute('href')?.slice(1) ?? '')
      if (target) reveal(target)
    },
    { signal },
  )

  return {
    reveal,
    goTo: (state) => {
      const named = document.getElementById(location.hash.slice(1))
      const holder = named ? panels.findIndex((panel) => panel.contains(named)) : -1
      show(state?.panel ?? (holder < 0 ? index : holder))
    },
    focusStart: () => {
      const heading = root.querySelector('h1')
      if (heading) heading.tabIndex = -1
      ;(narrow.matches ? panels[index] : heading)?.focus({ preventScroll: true })
    },
  }
}

function isCurrent(panel: HTMLElement): boolean {
  return panel.dataset.current !== undefined
}

type StayStorage = Parameters<typeof showOneQuestion>[2]

function readStay(storage: StayStorage): string | null {
  try {
    return storage?.getItem(STAY) ?? null
  } catch {
    return null
  }
}

function keepStay(storage: StayStorage, stay: boolean): void {
  try {
    if (stay) storage?.setItem(STAY, 'yes')
    else storage?.removeItem(STAY)
  } catch {
    // It then holds for this page.
  }
}
