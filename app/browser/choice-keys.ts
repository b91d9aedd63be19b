/**
 * Which choice a key stands for: 1 to 5 or A to E.
 * @returns the choice's place from 0, or null for any other key
 */
export function choiceIndex(key: string): number | null {
  if (key.length !== 1) return null
  const letter = 'abcde'.indexOf(key.toLowerCase())
  const digit = '12345'.indexOf(key)
  const index = Math.max(letter, digit)
  return index < 0 ? null : index
}

/**
 * Lets a key answer the question that has the focus and moves on to the next one without an answer. Only there:
 * single keys that work anywhere on a page get in the way of speech input (WCAG 2.1.4).
 */
export function answerByKeys(
  form: HTMLFormElement,
  reveal: (question: HTMLElement) => void,
  signal: AbortSignal,
): void {
  const answer = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    const target = event.target as HTMLElement
    const question = target.closest<HTMLElement>('[data-question]')
    if (!question || (target instanceof HTMLInputElement && target.type !== 'radio')) return
    const radio = findRadios(question)[choiceIndex(event.key) ?? -1]
    if (!radio) return
    event.preventDefault()
    radio.checked = true
    radio.dispatchEvent(new Event('change', { bubbles: true }))
    moveOn(form, question, reveal)
  }
  form.addEventListener('keydown', answer, { signal })
}

function moveOn(form: HTMLFormElement, from: HTMLElement, reveal: (question: HTMLElement) => void): void {
  const questions = [...form.querySelectorAll<HTMLElement>('[data-question]')]
  const place = questions.indexOf(from) + 1
  const next = [...questions.slice(place), ...questions.slice(0, place)].find(
    (question) => !findRadios(question).some((radio) => radio.checked),
  )
  if (next) reveal(next)
  const target = next ? findRadios(next)[0] : form.querySelector<HTMLElement>('[data-continue]')
  target?.focus({ preventScroll: true })
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  ;(next ?? target)?.scrollIntoView({ block: next ? 'start' : 'center', behavior: still ? 'auto' : 'smooth' })
}

function findRadios(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>('input[type=radio]')]
}
