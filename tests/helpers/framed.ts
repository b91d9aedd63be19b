import type { Visitor } from './visitor.ts'

/** What a browser says of a request that a frame makes. */
export const FRAMED = { 'Sec-Fetch-Dest': 'iframe' }

export const cookieNames = (response: Response) =>
  response.headers.getSetCookie().map((cookie) => cookie.split('=', 1)[0])

/** What the Content Security Policy of an answer says under a name. */
export const directive = (response: Response, name: string) =>
  new RegExp(`(?:^|; )${name} ([^;]*)`).exec(response.headers.get('Content-Security-Policy') ?? '')?.[1]

/** The field that carries an assessment on. */
export const continuationIn = (html: string) => /name="continuation" value="([^"]+)"/.exec(html)?.[1]

/** Starts in a frame. */
export async function begin(prospect: Visitor) {
  const response = await prospect.post('/embed/assessment/start', {}, FRAMED)
  return { response, continuation: continuationIn(await response.clone().text()) }
}
