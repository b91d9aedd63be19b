/**
 * What a page has to mind that the browser may bring back as it was left: nobody who comes after finds an address typed there, and a start
 * page behind which an assessment has begun shows that one.
 */
export function mindKeptPage(): void {
  let started = false
  document.addEventListener('submit', ({ target }) => {
    started ||= (target as Element).matches('[action$="/assessment/start"]')
  })
  addEventListener('pagehide', () => {
    document.querySelector<HTMLFormElement>('form[action$="/privacy/request"]')?.reset()
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && started) location.reload()
  })
}
