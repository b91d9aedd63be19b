import { readFile, readdir } from 'node:fs/promises'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { WorkerModule } from '#dev/worker/esbuild-bundle.ts'
import { COMPATIBILITY_DATE } from '#dev/worker/miniflare.ts'

export interface BenchWorker extends AsyncDisposable {
  /** Leads straight to the Worker: what Miniflare and the asset router have in front of it would be measured too. */
  url: string
  /** The workerd process, which runs this Worker alone. */
  pid: number
}

/**
 * Starts a Worker in a workerd of its own.
 * @param modules the entry first
 * @param hyperdrive connection string to bind as HYPERDRIVE
 */
export async function startBenchWorker(
  modules: WorkerModule[],
  root: string,
  bindings: Record<string, string>,
  hyperdrive?: string,
): Promise<BenchWorker> {
  const before = await workerdPids()
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      name: 'bench',
      compatibilityDate: COMPATIBILITY_DATE,
      modules,
      modulesRoot: root,
      bindings,
      ...(hyperdrive !== undefined && { hyperdrives: { HYPERDRIVE: hyperdrive } }),
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      handleStructuredLogs: () => undefined,
    }),
  )
  await miniflare.ready
  const [pid] = (await workerdPids()).filter((candidate) => !before.includes(candidate))
  if (pid === undefined) throw new Error('Miniflare is ready, but /proc shows no workerd below this process.')
  const url = (await miniflare.unsafeGetDirectURL('bench')).origin
  return { url, pid, [Symbol.asyncDispose]: () => miniflare.dispose() }
}

const CLOCK_TICK_MS = 10

/** @returns the CPU time that a process has used so far, user and system, in milliseconds; in steps of 10 */
export async function cpuTimeMs(pid: number): Promise<number> {
  const fields = await statFields(pid)
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
}

async function workerdPids(): Promise<number[]> {
  const pids: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [, parent] = await statFields(Number(name)).catch(() => [])
    if (Number(parent) !== process.pid) continue
    if ((await readFile(`/proc/${name}/comm`, 'utf8').catch(() => '')).trim() === 'workerd')
      pids.push(Number(name))
  }
  return pids
}

/** The fields of /proc/<pid>/stat from the third, `state`, on; the second is a name that may hold anything. */
async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
