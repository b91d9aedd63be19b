/** For what is no page: only these methods are answered. */
export function notAllowed(allow: 'POST' | 'GET, HEAD'): Response {
  return shortAnswer(405, `Only ${allow} is answered here.`, { Allow: allow })
}

export function shortAnswer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  })
}
