/** Whether somebody sees this page: nothing that only asks what is there, and nothing that a browser fetches ahead. */
export function isSeen(request: Request): boolean {
  const ahead = request.headers.get('Sec-Purpose') ?? request.headers.get('Purpose') ?? ''
  return request.method === 'GET' && !/\bprefetch\b|\bprerender\b/i.test(ahead)
}
