const LATE =
  /<script type="module" src="(?<src>[^"]+)"[^>]*><\/script>|<link rel="stylesheet" media="print" href="(?<href>[^"]+)"\/>/g

/** A first page asks for its scripts, and for the sheet that it only prints with, once it was painted. A tab in the background waits. */
export function loadAfterPaint(page: string, nonce: string): string {
  const late: [tag: string, properties: Record<string, string>][] = []
  const rest = page.replace(LATE, (tag, _src, _href, _at, _page, { src, href }: Record<string, string>) => {
    if (src) late.push(['script', { type: 'module', src }])
    if (href) late.push(['link', { rel: 'stylesheet', media: 'print', href }])
    return href ? `<noscript>${tag}</noscript>` : ''
  })
  if (late.length === 0) return page
  // The sheet stands in front of the page's own rules, as on the pages that follow.
  const prepend = `document.head.prepend(...${JSON.stringify(late)}.map(([tag,own])=>Object.assign(document.createElement(tag),own,{nonce})))`
  // A frame comes before the paint: half of Lighthouse’s runs counted the script in. Some browsers tell of no paint.
  const told = `new PerformanceObserver((_,paint)=>{paint.disconnect();load()}).observe({type:'paint',buffered:true})`
  const untold = 'requestAnimationFrame(()=>setTimeout(()=>load(),1000))'
  const load = `{const{nonce}=document.currentScript;let load=()=>{load=()=>{};${prepend}};${untold};${told}}`
  const loader = `<script nonce="${nonce}">${load}</script>`
  return rest.replace('</head>', () => `${loader}</head>`)
}
