import { AsyncLocalStorage } from 'node:async_hooks'
import { type Hash, type Hmac, KeyObject, createHash, createHmac } from 'node:crypto'
import type { Actor } from './actor.ts'
import type { Choice } from './choice.ts'
import type { Scheduler } from './scheduler.ts'

export type FetchForActor = (actor: Actor, url: string, init: RequestInit) => Promise<Response>

const current = new AsyncLocalStorage<Actor>()

/** Runs work in the name of an actor: its calls are known by it. */
export function runAs<T>(actor: Actor, work: () => T): T {
  return current.run(actor, work)
}

/**
 * Puts in place what the product takes from its platform without asking for it: `fetch` leads to the stand-ins, random ids follow
 * from the seed, and hashes, which Node makes on threads of its own, are made at once.
 * @returns puts everything back
 */
export function replacePlatform(scheduler: Scheduler, choice: Choice, fetchFor: FetchForActor): () => void {
  const { crypto } = globalThis
  const realFetch = globalThis.fetch
  globalThis.fetch = async (input, init = {}) => {
    const actor = current.getStore()
    if (!actor || typeof input !== 'string') throw new TypeError('A call that no run of the simulation made.')
    return fetchFor(actor, input, init)
  }
  const bytes = (length: number) => Array.from({ length }, () => choice.between(0, 255))
  replaceMethods(crypto, {
    randomUUID: () => uuidOf(bytes(16)),
    getRandomValues: (array: Uint8Array) => {
      array.set(bytes(array.length))
      return array
    },
  })
  const { subtle } = crypto
  const importKey = subtle.importKey.bind(subtle)
  replaceMethods(subtle, {
    ...HASHES,
    // Extractable, as only such a key may be read by what signs at once.
    importKey: (...[format, data, algorithm, , usages]: Parameters<typeof importKey>) =>
      scheduler.track(importKey(format, data, algorithm, true, usages)),
  })
  return () => {
    globalThis.fetch = realFetch
    for (const name of ['randomUUID', 'getRandomValues']) Reflect.deleteProperty(crypto, name)
    for (const name of ['digest', 'sign', 'importKey']) Reflect.deleteProperty(subtle, name)
  }
}

/** With SHA-256, which is all that the product uses. */
const HASHES = {
  digest: async (_algorithm: 'SHA-256', data: Uint8Array) => toBuffer(createHash('sha256').update(data)),
  sign: async (_algorithm: 'HMAC', key: CryptoKey, data: Uint8Array) =>
    toBuffer(createHmac('sha256', KeyObject.from(key)).update(data)),
}

function toBuffer(hash: Hash | Hmac): ArrayBuffer {
  return new Uint8Array(hash.digest()).buffer
}

/** On the object itself, in front of its prototype's. */
function replaceMethods(target: object, methods: object): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(target, name, { value: value as unknown, configurable: true })
  }
}

function uuidOf(bytes: number[]): string {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20),
  ]
  return `${a}-${b}-4${c}-8${d}-${e}`
}
