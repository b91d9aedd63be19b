/** What a Worker's process prints. A build has the same warnings each time: they are shown when they are new. */
export class WorkerLines {
  /** Whether it is still the build that prints. */
  building = true
  readonly ofBuild = new Set<string>()
  readonly #print: (line: string) => void
  readonly #known: ReadonlySet<string>

  /** @param known what the last build printed */
  constructor(print: (line: string) => void, known: ReadonlySet<string>) {
    this.#print = print
    this.#known = known
  }

  print(line: string): void {
    if (this.building) this.ofBuild.add(line)
    if (!this.building || !this.#known.has(line)) this.#print(`[worker] ${line}`)
  }
}
