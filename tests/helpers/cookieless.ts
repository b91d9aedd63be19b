import { Visitor } from './visitor.ts'

/** A browser that drops every cookie. */
export class Cookieless extends Visitor {
  override async post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    const response = await super.post(path, fields)
    this.cookies.clear()
    return response
  }
}

/** What the form of a page carries on. */
export async function continuationOf(response: Response): Promise<string> {
  return /name="continuation" value="([^"]+)"/.exec(await response.text())![1]!
}

/** Starts an assessment. @returns what its first form carries on */
export async function begin(visitor: Cookieless): Promise<string> {
  return continuationOf(await visitor.post('/assessment/start', { continuation: 'begin' }))
}
