import type { AnswerStorage } from '#app/browser/unsaved-answers.ts'

/** What a browser's localStorage does, for tests that run without one. */
export class MemoryStorage implements AnswerStorage {
  readonly entries = new Map<string, string>()

  get length(): number {
    return this.entries.size
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null
  }

  getItem(name: string): string | null {
    return this.entries.get(name) ?? null
  }

  setItem(name: string, value: string): void {
    this.entries.set(name, value)
  }

  removeItem(name: string): void {
    this.entries.delete(name)
  }
}
