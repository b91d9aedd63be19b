import { AsyncLocalStorage } from 'node:async_hooks'
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
 * from the seed, and hashes, which Node makes on threads of its own, end before anything else happens.
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
  const tracked = (['digest', 'sign', 'importKey'] as const).map((name) => {
    const real = subtle[name].bind(subtle) as (...args: unknown[]) => Promise<unknown>
    return [name, (...args: unknown[]) => scheduler.track(real(...args))] as const
  })
  replaceMethods(subtle, Object.fromEntries(tracked))
  return () => {
    globalThis.fetch = realFetch
    for (const name of ['randomUUID', 'getRandomValues']) Reflect.deleteProperty(crypto, name)
    for (const [name] of tracked) Reflect.deleteProperty(subtle, name)
  }
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
