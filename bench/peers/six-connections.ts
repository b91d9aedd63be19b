const CONNECTIONS = 6

interface Order {
  /** the provider's API */
  url: string
  count: number
  /** the body of one send */
  body: string
}

/** Sends e-mails over six connections and does nothing else: what they allow. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { url, count, body } = (await request.json()) as Order
    let left = count
    const lane = async () => {
      while (left-- > 0) {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            authorization: 'Bearer re_peer',
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
            'user-agent': 'six-connections',
          },
          body,
        })
        if (!response.ok) throw new Error(`The mailbox answered ${response.status}.`)
        await response.text()
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, lane))
    return new Response('sent')
  },
}
