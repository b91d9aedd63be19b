import type { Choice, Quiz } from '#app/domain/quiz/quiz.ts'
import { QUIZ } from '#tests/factories/quiz.ts'

type PlainRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string>; duplex?: 'half' }

/**
 * `fetch` on a connection of its own. The Workers runtime closes one that was idle for some seconds, or whose body it did not
 * read to the end: a request that takes it up in that moment fails, and only a browser would send it again.
 */
export function fetchOnce(url: URL | string, { headers, ...init }: PlainRequest = {}): Promise<Response> {
  return fetch(url, { ...init, headers: { ...headers, Connection: 'close' } })
}

/** Headers of a request from a network that has this number, up to 65,535. */
export function fromNetwork(number: number): Record<string, string> {
  return { 'CF-Connecting-IP': `198.18.${number >> 8}.${number & 255}` }
}

/** A browser without JavaScript: it keeps cookies, posts forms and follows no redirect by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #origin: string
  readonly #headers: Record<string, string>

  /** @param headers sent with every request, for instance another CF-Connecting-IP */
  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin
    this.#headers = headers
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { headers })
  }

  /** Follows the redirects of a link from an e-mail, which is traded for a cookie. */
  async open(path: string): Promise<Response> {
    let response = await this.get(path)
    for (let hops = 0; response.status === 302 && hops < 3; hops++) {
      await response.text()
      response = await this.get(new URL(expectRedirect(response), this.#origin).href)
    }
    return response
  }

  async post(
    path: string,
    fields: Record<string, string> | BodyInit = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const plain = Object.getPrototypeOf(fields) === Object.prototype
    const body = plain ? new URLSearchParams(fields as Record<string, string>) : (fields as BodyInit)
    return this.#send(path, {
      method: 'POST',
      body,
      headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
    })
  }

  /** Starts an assessment and stands at its first step. @param mount of another scorecard, such as `/quick-check` */
  async start(mount = ''): Promise<void> {
    expectRedirect(await this.post(`${mount}/assessment/start`), `${mount}/assessment/step/1`)
  }

  /** Completes every step with the same choice. @returns the path of the results */
  async complete(
    choice: Choice = 'C',
    extra: Record<string, string> = {},
    { mount = '', quiz = QUIZ }: { mount?: string; quiz?: Quiz } = {},
  ): Promise<string> {
    let location = `${mount}/assessment/step/1`
    for (const area of quiz.areas) {
      const response = await this.post(location, { ...answersOf(area.step, choice, quiz), ...extra })
      location = expectRedirect(response)
    }
    return location
  }

  async #send(path: string, init: PlainRequest): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request: PlainRequest = {
      ...init,
      duplex: 'half',
      redirect: 'manual',
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...this.#headers, ...init.headers },
    }
    const response = await fetchOnce(new URL(path, this.#origin), request)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}

/** The form fields of a step, all answered alike. */
export function answersOf(step: number, choice: Choice, quiz: Quiz = QUIZ): Record<string, string> {
  const area = quiz.areas[step - 1]!
  return Object.fromEntries(area.questions.map(({ id }) => [id, choice]))
}

/** @returns where the response sends the browser @throws when it is no redirect, or one to somewhere else */
export function expectRedirect(response: Response, to?: string): string {
  const location = response.headers.get('Location')
  if (response.status !== 302 || !location || (to !== undefined && location !== to)) {
    throw new Error(`Expected a redirect${to ? ` to ${to}` : ''}, got ${response.status} ${location ?? ''}`)
  }
  return location
}

/** A page as it is read: without what stands between its words and is not seen. */
export const textOf = async (response: Response) =>
  (await response.text()).replaceAll('\u2060', '').replaceAll('&#x27;', "'")
