import { type KeyObject, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenLocally } from '#dev/listen.ts'

/** `away` the connection is cut, `hangs` no answer comes, `server_error` 500, `not_json` a page with 200 */
export type AccessFault = 'away' | 'hangs' | 'server_error' | 'not_json'

interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
}

export interface AccessStandIn {
  /** for ACCESS_TEAM_DOMAIN: issuer, and where the certificates are */
  url: string
  /** how often the certificates were asked for */
  asked(): number
  setFault(fault: AccessFault | null): void
  /** Signs with a new key from now on. @param forget the former ones are not published any more */
  rotate(forget?: boolean): void
  /** An assertion as Access puts it into the header. @param more claims that differ from the usual ones */
  issue(email: string, more?: Record<string, unknown>): string
  /** The same with a header and a signature of somebody's choice. */
  forge(
    header: Record<string, unknown>,
    claims: Record<string, unknown>,
    sign: (text: string) => string,
  ): string
  /** of the key that signs now, as a certificate would have it */
  publicPem(): string
  close(): Promise<void>
}

const LIFETIME_SECONDS = 60 * 60

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Cloudflare Access as far as an application sees it: certificates of the team, and assertions signed with RS256.
 * https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/application-token/: `aud` is a list, an application token
 * has `type: app`; keys rotate every six weeks, and the former one stays valid for seven days.
 */
export async function startAccessStandIn(audience: string): Promise<AccessStandIn> {
  let keys: SigningKey[] = [newKey()]
  let fault: AccessFault | null = null
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url !== '/cdn-cgi/access/certs') return response.writeHead(404).end()
    asked += 1
    if (fault === 'away') return request.socket.destroy()
    if (fault === 'hangs') return undefined
    if (fault === 'server_error') return response.writeHead(500).end('{}')
    if (fault === 'not_json') return response.writeHead(200).end('<html>')
    const published = keys.map(({ kid, publicKey }) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid,
      alg: 'RS256',
      use: 'sig',
    }))
    return response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ keys: published }))
  })
  await listenLocally(server, 0)
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  const claimsOf = (email: string) => {
    const now = Math.floor(Date.now() / 1000)
    return {
      aud: [audience],
      email,
      exp: now + LIFETIME_SECONDS,
      iat: now,
      nbf: now,
      iss: url,
      type: 'app',
      identity_nonce: randomUUID(),
      sub: randomUUID(),
      country: 'DE',
    }
  }
  const forge: AccessStandIn['forge'] = (header, claims, sign) => {
    const text = `${encode(header)}.${encode(claims)}`
    return `${text}.${sign(text)}`
  }
  return {
    url,
    asked: () => asked,
    setFault: (next) => void (fault = next),
    rotate: (forget = false) => void (keys = [newKey(), ...(forget ? [] : keys)]),
    issue(email, more = {}) {
      const { kid, privateKey } = keys[0]!
      return forge({ alg: 'RS256', kid, typ: 'JWT' }, { ...claimsOf(email), ...more }, (text) =>
        createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url'),
      )
    },
    forge: (header, claims, sign) =>
      forge(
        { kid: keys[0]!.kid, typ: 'JWT', ...header },
        { ...claimsOf('owner@example.com'), ...claims },
        sign,
      ),
    publicPem: () => keys[0]!.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function newKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
}
