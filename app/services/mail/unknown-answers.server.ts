/** Answers of a run that the provider's table does not know: for its log, so that the table can grow. */
export class UnknownAnswers {
  readonly #times = new Map<string, number>()

  /** @param fingerprint from `fingerprintAnswer`: holds nothing about people */
  note(fingerprint: string): void {
    this.#times.set(fingerprint, (this.#times.get(fingerprint) ?? 0) + 1)
  }

  /** Each, and how often it came; null: none. */
  get summary(): string | null {
    if (this.#times.size === 0) return null
    return [...this.#times].map(([fingerprint, times]) => `${times} × ${fingerprint}`).join('; ')
  }
}
