import type { EntryState } from './step-panels.ts'

/** An older copy might say what is no longer so. */
const KEEP_MS = 60_000

/** What runs on the step that is shown. */
export interface ShownStep {
  /** Takes its listeners away. */
  end(): void
  goTo(state: EntryState | null): void
  focusStart(): void
  hasUnsaved(): boolean
  /** Resolves when what could be saved is saved, or cannot be waited for. */
  save(): Promise<void>
}

/** A step's page, as far as it differs from the others'. */
interface StepPage {
  main: HTMLElement
  title: string
}

export interface PageTurner {
  /** Fetches the page of the next step, so that it can be shown without waiting. */
  offer(href: string): void
  /** Something has changed that the next step's page would show: nothing fetched or left before holds for it. */
  withdraw(): void
  hasOffer(): boolean
  /** Shows the next step. @returns whether that was possible; if not, nothing has happened */
  turn(): Promise<boolean>
}

/**
 * Shows steps from memory: the next one fetched ahead, and those gone through. Whatever is shown can be loaded anew under
 * its address, so that a reload, a copied address or a lost memory make no difference.
 * @param begin starts what belongs to the step in the document
 */
export function createPageTurner(begin: (turner: PageTurner) => ShownStep | null): PageTurner {
  const visited = new Map<string, StepPage>()
  let path = location.pathname
  let ahead: { href: string; since: number; page: Promise<StepPage | null> } | null = null

  const turner: PageTurner = {
    offer: (href) => {
      const page = fetchStep(href).catch(() => null)
      ahead = { href, since: Date.now(), page }
    },
    withdraw: () => {
      ahead = null
      for (const [address, { main }] of visited)
        if (stepOf(main) > stepOf(findMain())) visited.delete(address)
    },
    hasOffer: () => ahead !== null && Date.now() - ahead.since < KEEP_MS,
    turn: async () => {
      const offer = ahead
      const page = await offer?.page
      if (!page || ahead !== offer || !offer) return false
      history.pushState({ from: path }, '', offer.href)
      place(page)
      shown?.focusStart()
      return true
    },
  }
  let shown = begin(turner)

  function place(page: StepPage): void {
    const main = findMain()
    shown?.end()
    ahead = null
    visited.set(path, { main, title: document.title })
    path = location.pathname
    main.replaceWith(page.main)
    document.title = page.title
    scrollTo(0, 0)
    shown = begin(turner)
  }

  /** What was left some time ago is shown at once, and then compared with what is stored. */
  async function check(): Promise<void> {
    const address = path
    const page = await fetchStep(address).catch(() => undefined)
    if (page === undefined || path !== address) return
    if (page === null) return location.reload()
    if (shown?.hasUnsaved() || answersOf(page.main) === answersOf(findMain())) return
    place(page)
    shown?.goTo(history.state as EntryState | null)
  }

  addEventListener('popstate', ({ state }) => {
    if (location.pathname === path) return shown?.goTo(state as EntryState | null)
    const page = visited.get(location.pathname)
    // A page that is loaded shows what is stored: the last answer is to be there by then.
    if (!page || !shown) return void Promise.resolve(shown?.save()).then(() => location.reload())
    place(page)
    shown.goTo(state as EntryState | null)
    shown.focusStart()
    void check()
  })
  return turner
}

/** @returns null when the address leads elsewhere, or to another assessment. Rejects when it cannot be known. */
async function fetchStep(href: string): Promise<StepPage | null> {
  const response = await fetch(href, { headers: { Accept: 'text/html' } })
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status))
  if (!response.ok || response.redirected) return null
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const main = page.querySelector('main')
  const key = keyOf(main)
  return main && key && key === keyOf(findMain()) ? { main, title: page.title } : null
}

function findMain(): HTMLElement {
  return document.querySelector('main')!
}

function findForm(main: HTMLElement | null): HTMLFormElement | null | undefined {
  return main?.querySelector<HTMLFormElement>('form[data-assessment-key]')
}

function keyOf(main: HTMLElement | null): string | undefined {
  return findForm(main)?.dataset.assessmentKey
}

function stepOf(main: HTMLElement): number {
  return Number(findForm(main)?.dataset.step)
}

function answersOf(main: HTMLElement): string {
  return [...main.querySelectorAll('input[type=radio]:checked')].map(({ id }) => id).join()
}
