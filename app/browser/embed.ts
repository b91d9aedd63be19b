// Runs in pages of other sites, as public/embed.js: shows the assessment in a frame in place of what stands in
// `<div data-scorecard="/embed" ...>`, and makes the frame as high as its page, where that moves nothing that somebody sees.

const { origin } = new URL((document.currentScript as HTMLScriptElement).src)

for (const box of document.querySelectorAll<HTMLElement>('[data-scorecard]')) {
  const { scorecard, title } = box.dataset
  const src = new URL(scorecard!, origin)
  const pass = (value: string, name: string) => src.searchParams.set(name, value)
  new URLSearchParams(location.search).forEach((value, name) => /^utm_/.test(name) && pass(value, name))
  const hutk = /\bhubspotutk=([\da-f]{32})\b/.exec(document.cookie)
  if (hutk) pass(hutk[1]!, 'hutk')

  const frame = document.createElement('iframe')
  const reserved = box.clientHeight
  const style = `display:block;border:0;width:100%;height:${reserved}px`
  Object.assign(frame, { title, style, loading: 'lazy', referrerPolicy: 'origin', src })
  box.replaceChildren(frame)

  let height = reserved
  let pages = 0
  const place = () => frame.getBoundingClientRect()
  const fit = () => {
    const { top, height: now } = place()
    // What stands below is out of sight before and after.
    if (top + Math.min(now, height) >= innerHeight) frame.style.height = `${height}px`
  }
  addEventListener('scroll', fit)
  addEventListener('message', ({ source, origin: from, data }) => {
    const { type, version, height: asked, begins } = (data ?? {}) as Record<string, unknown>
    if (source !== frame.contentWindow || from !== origin || type !== 'scorecard' || version !== 1) return
    if (typeof asked !== 'number' || !(asked > 0 && asked < 2e4)) return
    height = Math.max(Math.round(asked), reserved)
    if (begins && pages++ && place().top < 0) frame.scrollIntoView()
    fit()
  })
}
