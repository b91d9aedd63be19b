import type { Actor } from './actor.ts'
import type { Session } from './database.ts'

/** Hands a result, or a failure, to whoever waits for it. */
export type Deliver = () => void

export interface Performed {
  deliver: Deliver
  /** how long the answer takes */
  latencyMs: number
}

export interface Waiting {
  actor: Actor
  label: string
  /** it is not looked at before */
  dueAt: number
  /** null once it is carried out */
  perform: ((session: Session) => Promise<Performed>) | null
  deliver: Deliver | null
  isStatement: boolean
  /** it has been put off once */
  waited: boolean
}

export interface Turn<T> {
  label: string
  isStatement: boolean
  perform: (session: Session) => Promise<{ result: Promise<T>; latencyMs: number }>
}
