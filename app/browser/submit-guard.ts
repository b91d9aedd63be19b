/** After this long a form can be sent again: the visitor has stopped the navigation, or it was a download. */
const RELEASE_MS = 8_000

/** What takes longer is spoken of. */
const WORDS_MS = 2_000

const sent = new WeakSet<HTMLFormElement>()

export function isSent(form: HTMLFormElement): boolean {
  return sent.has(form)
}

/** Marks a form as sent. Its buttons keep their focus and say that they are busy; a disabled one would lose both. */
export function markSent(form: HTMLFormElement): void {
  sent.add(form)
  setButtons(form, true)
  // There before its words, or they would not be read out.
  const words = document.createElement('p')
  words.setAttribute('role', 'status')
  words.dataset.wait = ''
  form.querySelector('[data-wait]')?.remove()
  form.append(words)
  setTimeout(() => (words.textContent = document.body.dataset.working!), WORDS_MS)
  setTimeout(() => release(form), RELEASE_MS)
}

/** Lets a form be sent again at once. */
export function release(form: HTMLFormElement): void {
  sent.delete(form)
  form.querySelector('[data-wait]')?.remove()
  setButtons(form, false)
}

function setButtons(form: HTMLFormElement, busy: boolean): void {
  for (const button of form.querySelectorAll('[type=submit]')) {
    if (busy) button.setAttribute('aria-disabled', 'true')
    else button.removeAttribute('aria-disabled')
  }
}

/** Sends every form of the page once, however often its button is pressed. */
export function preventDoubleSubmit(): void {
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    const form = event.target as HTMLFormElement
    if (isSent(form)) event.preventDefault()
    else markSent(form)
  })
  // Going back may bring the page back as it was left, its forms marked as sent.
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) release(form)
  })
}
