/** Waits that can be cut short together: what a stand-in holds back, until a fault is taken away or the stand-in closes. */
export class InterruptibleWaits {
  readonly #ends = new Set<() => void>()

  /** Resolves after so many milliseconds, or with the next `end`. */
  wait(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#ends.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#ends.add(end)
    })
  }

  end(): void {
    for (const end of this.#ends) end()
  }
}
