/** Whether a script asks, which shows the page in place of another: https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header */
export function isFetched(headers: Headers): boolean {
  return headers.get('Sec-Fetch-Dest') === 'empty'
}

export function isDocument(request: Request, headers: Headers): boolean {
  return headers.get('Content-Type')?.startsWith('text/html') === true && !isFetched(request.headers)
}

export function fetchedPart(page: string): string {
  const [title = ''] = /<title>.*?<\/title>/s.exec(page) ?? []
  const [main] = /<main[ >].*<\/main>/s.exec(page) ?? []
  return main === undefined ? page : title + main
}
