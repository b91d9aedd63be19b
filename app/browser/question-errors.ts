/** Takes away what said that a question lacks its answer: at the question, in the summary, in the title. */
export function hideError(radio: HTMLInputElement): void {
  const question = radio.closest('[data-question]')
  if (!question?.classList.contains('has-error')) return
  question.classList.remove('has-error')
  question.querySelector('[data-error]')?.remove()
  for (const described of [question, ...question.querySelectorAll('[aria-describedby]')]) {
    const ids = described.getAttribute('aria-describedby')?.split(' ') ?? []
    described.setAttribute('aria-describedby', ids.filter((id) => !id.endsWith('-error')).join(' '))
  }
  document.querySelector(`[data-errors] a[href^="#${radio.name}-"]`)?.parentElement?.remove()
  if (document.querySelector('[data-errors] li')) return
  document.querySelector('[data-errors]')?.remove()
  document.title = document.title.replace(/^.+?: /, '')
}
