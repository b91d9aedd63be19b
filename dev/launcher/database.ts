import type { LocalCloudOptions } from './local-cloud.ts'
import type { Ports } from './ports.ts'

/**
 * Which database the Worker is to have: the embedded one, unless DATABASE_URL leads elsewhere. That one is somebody
 * else's: it is neither migrated nor seeded.
 */
export function chooseDatabase(options: {
  url: string | undefined
  ports: Ports
  dataDir: string
}): LocalCloudOptions['database'] {
  const { url, ports, dataDir } = options
  const embedded = { dataDir, port: ports.postgres, seeded: true }
  if (!url || !URL.canParse(url)) return embedded
  const { hostname, port } = new URL(url)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && Number(port) === ports.postgres
  return here ? embedded : { url }
}

/** Neon itself needs no local gateway before it. */
export function isNeon(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && new URL(url).hostname.endsWith('.neon.tech')
}
