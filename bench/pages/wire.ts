import type { CDPSession } from 'playwright-core'

export interface Traffic {
  bytes: number
  requests: number
}

/** Counts what a page takes from the network, head lines and redirects included; nothing for what comes from a cache. */
export async function countTraffic(session: CDPSession): Promise<() => Traffic> {
  const total: Traffic = { bytes: 0, requests: 0 }
  const cached = new Set<string>()
  session.on('Network.requestServedFromCache', ({ requestId }) => void cached.add(requestId))
  session.on('Network.requestWillBeSent', ({ redirectResponse }) => {
    if (!redirectResponse) return
    total.bytes += redirectResponse.encodedDataLength
    total.requests += 1
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    // A disk cache is told by its size alone.
    if (cached.has(requestId) || encodedDataLength === 0) return
    total.bytes += encodedDataLength
    total.requests += 1
  })
  await session.send('Network.enable')
  return () => ({ ...total })
}
