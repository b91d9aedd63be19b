/** Something small that the isolates of one place share, for up to a day: kept in Cloudflare's cache, so no binding is needed. */
export interface SharedValue {
  read(): Promise<unknown>
  write(value: unknown): Promise<void>
}

const cacheOf = () => (caches as CacheStorage & { readonly default: Cache }).default

/** @param address of this host, where nothing else is: the cache goes by addresses */
export function sharedValue(address: URL): SharedValue {
  return {
    async read() {
      const found = await cacheOf().match(address.href)
      return found ? ((await found.json()) as unknown) : null
    },
    async write(value) {
      const headers = { 'Cache-Control': 'public, max-age=86400' }
      await cacheOf().put(address.href, Response.json(value, { headers }))
    },
  }
}
