import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { PORT_VARIABLES, readPorts, requireFreePorts } from '#dev/launcher/ports.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const READY = 'Ctrl-C stops all of it.'

export interface LauncherRun {
  process: ChildProcess
  /** Resolves once it has printed its addresses; rejects as `printed` does. */
  ready(): Promise<void>
  /** Resolves with the exit code and all that was printed; rejects with that when it does not end. */
  ended(): Promise<{ code: number | null; output: string }>
  /** Resolves once it has printed this; rejects with what it has printed when it does not, or ends before. */
  printed(text: string): Promise<void>
  /** All that it has printed so far. */
  output(): string
  /** Every process that it started, and theirs, as of now. */
  descendants(): RunningProcess[]
}

/**
 * A folder to launch from, in place of the checkout: a small Worker that answers with its settings, without a build.
 * Deleted when the test is over.
 */
export function createLaunchFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-launch-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const all = {
    'wrangler.toml': 'name = "launched"\nmain = "worker.js"\ncompatibility_date = "2026-11-17"\n',
    'worker.js': 'export default { fetch: (request, env) => Response.json(env) }\n',
    ...files,
  }
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text)
  return folder
}

/** Below what systems hand out by themselves (Linux from 32768, others from 49152), and apart from PostgreSQL's of the tests. */
const PORT_BLOCKS = { from: 24_000, count: 600, size: PORT_VARIABLES.length + 1 }

/** Free ports for all parts, as environment variables: nobody else gets them before the test is over. */
export async function freePorts(): Promise<Record<string, string>> {
  const start = randomInt(PORT_BLOCKS.count)
  for (let looked = 0; looked < PORT_BLOCKS.count; looked++) {
    const first = PORT_BLOCKS.from + ((start + looked) % PORT_BLOCKS.count) * PORT_BLOCKS.size
    // Whoever listens on the first port of a block has the others; only tests look here.
    const claim = await listen(first).catch(() => null)
    if (!claim) continue
    const ports = Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, String(first + 1 + index)]))
    const free = await requireFreePorts(readPorts(ports)).then(
      () => true,
      () => false,
    )
    if (free) {
      onTestFinished(() => void claim.close())
      return ports
    }
    claim.close()
  }
  throw new Error(`No free ports from ${PORT_BLOCKS.from}: too many programs listen there.`)
}

/** @throws when somebody else listens there */
export async function listen(port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', resolve),
  )
  return server
}

/**
 * Starts `dev/launcher/main.ts` on a folder, as `npm run dev` does on the checkout. Ended at the latest with the test.
 * @param from the checkout whose launcher it is; this one unless told
 */
export function startLauncher(folder: string, env: Record<string, string>, from = checkout): LauncherRun {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/launcher/main.ts', folder], {
    cwd: from,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let exit: { code: number | null } | null = null
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const closed = new Promise<void>((resolve) =>
    child.once('close', (code) => {
      exit = { code }
      resolve()
    }),
  )
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await closed
  })
  /** A test that runs out of time by itself would not say what the launcher was doing. */
  const until = async (happened: () => boolean, what: string) => {
    await expect
      .poll(() => happened() || exit !== null)
      .toBe(true)
      .catch(() => {})
    if (happened()) return
    const state = exit
      ? `ended with ${exit.code}`
      : `still runs, with these:\n${listed(descendantsOf(child.pid!))}\n`
    throw new Error(`The launcher has not ${what}. It ${state} and has printed:\n${output}`)
  }
  const printed = (text: string) => until(() => output.includes(text), `printed "${text}"`)
  return {
    process: child,
    printed,
    ready: () => printed(READY),
    async ended() {
      await until(() => exit !== null, 'ended')
      return { code: exit!.code, output }
    },
    output: () => output,
    descendants: () => descendantsOf(child.pid!),
  }
}

export interface RunningProcess {
  pid: number
  /** when it began, in milliseconds since 1970: a process number is given again */
  began: number
  command: string
}

function listed(processes: readonly RunningProcess[]): string {
  return processes.map(({ pid, command }) => `  ${pid} ${command}`).join('\n')
}

/** Which of these processes still run. */
export function alive(processes: readonly RunningProcess[]): RunningProcess[] {
  const beganAt = new Map(processTable().map(({ pid, began }) => [pid, began]))
  // `ps` reckons the second from the time of the boot, and may be one off.
  return processes.filter(({ pid, began }) => Math.abs((beganAt.get(pid) ?? -Infinity) - began) <= 2_000)
}

/** The process number of the one among these whose command line has this text. */
export function findProcess(processes: readonly RunningProcess[], text: string): number {
  const found = processes.find(({ command }) => command.includes(text))
  if (!found) throw new Error(`No process of the launcher has "${text}" in its command line`)
  return found.pid
}

function descendantsOf(root: number): RunningProcess[] {
  const table = processTable()
  const parents = [root]
  for (const parent of parents)
    parents.push(...table.filter(({ ppid }) => ppid === parent).map(({ pid }) => pid))
  return table.filter(({ pid }) => pid !== root && parents.includes(pid))
}

/** Zombies are left out: they have ended, and wait for somebody to ask how. */
function processTable(): (RunningProcess & { ppid: number })[] {
  const columns = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,lstart=,args='], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  })
    .split('\n')
    .flatMap((line) => {
      const [, pid, ppid, state = 'Z', began = '', command = ''] = columns.exec(line) ?? []
      return state.startsWith('Z')
        ? []
        : [{ pid: Number(pid), ppid: Number(ppid), began: Date.parse(began), command }]
    })
}
