import { EMBED_SCRIPT } from './embed-script.ts'
import { type Mount, mountPath } from './mount.ts'

export interface SnippetRequest extends Pick<Mount, 'language' | 'scorecard'> {
  /** origin of the assessment, e.g. https://scorecard.example.com */
  site: string
  /** what the frame is, for who hears the page */
  title: string
  campaign?: string | undefined
}

/** HTML for a page of another site. It keeps the height of a window free, so that nothing there moves. */
export function embedSnippet({ site, title, campaign, ...mount }: SnippetRequest): string {
  const query = campaign === undefined ? '' : `?utm_campaign=${encodeURIComponent(campaign)}`
  const pathOf = (embedded: boolean) => (mountPath({ ...mount, embedded }) || '/') + query
  const urlOf = (path: string) => escapeHtml(new URL(path, site).href)
  const name = escapeHtml(title)
  return [
    `<div data-scorecard="${escapeHtml(pathOf(true))}" data-title="${name}" style="min-height: 100vh">`,
    `  <a href="${urlOf(pathOf(false))}" target="_blank" rel="noopener">${name}</a>`,
    `  <noscript>`,
    `    <iframe src="${urlOf(pathOf(true))}" title="${name}" style="width: 100%; height: 100vh; border: 0"></iframe>`,
    `  </noscript>`,
    `</div>`,
    `<script async src="${urlOf(EMBED_SCRIPT.path)}" integrity="${EMBED_SCRIPT.integrity}" crossorigin="anonymous"></script>`,
  ].join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
