// Runs where another site shows the page, and tells that site how high it is: public/embed.js listens.

const allowed = (document.body.dataset.embedOrigins ?? '').split(' ')
// Not every browser says who embeds: then each that may is told, and the browser hands it to the one that is there.
const [embedder] = location.ancestorOrigins ?? []
const origins = allowed.filter((origin) => embedder === undefined || origin === embedder)

/** @param begins another page, or another step, is shown from its beginning */
function tell(begins: boolean): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  for (const origin of origins) parent.postMessage({ type: 'scorecard', version: 1, height, begins }, origin)
}

/** The first step answers the post that began it: its address, were it read again, would lead to the start page. */
function nameFirstStep(): void {
  const form = document.querySelector<HTMLFormElement>('form.step-form')
  if (form && location.pathname.endsWith('/assessment/start')) history.replaceState(null, '', form.action)
}

if (parent !== window) {
  nameFirstStep()
  new ResizeObserver(() => tell(false)).observe(document.documentElement)
  // Steps that are turned from memory replace what is in the page.
  new MutationObserver(() => tell(true)).observe(document.body, { childList: true })
  tell(true)
}
