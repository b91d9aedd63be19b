/** An event as it arrived; the repeat of one is another. */
export interface ReceivedEvent {
  id: string
  /** whether the library of the specification knows its signature */
  verified: boolean
  /** the status that was answered; null where none was */
  answered: number | null
  signatures: number
  text: string
  body: { type?: string; timestamp?: string; text?: string; data?: Record<string, unknown> }
}
