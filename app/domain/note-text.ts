const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const SIGNS = new Map(Object.entries(ENTITIES).map(([sign, entity]) => [entity, sign]))

export const escapeNote = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

/** A note's HTML for a CRM that keeps plain text. */
export function noteToText(html: string): string {
  return html
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, '$2: $1')
    .replaceAll('<li>', '- ')
    .replace(/<br>|<p>|<ul>|<\/(?:p|li|ul)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => SIGNS.get(entity)!)
    .replace(/\n{2,}/g, '\n')
    .trim()
}

export const textToNote = (text: string) => escapeNote(text).replaceAll('\n', '<br>')
