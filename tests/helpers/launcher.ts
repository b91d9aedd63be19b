import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const PORT_VARIABLES = ['PORT', 'HUBSPOT_STANDIN_PORT', 'MAILBOX_PORT', 'NEON_GATEWAY_PORT', 'POSTGRES_PORT']
const READY = 'Ctrl-C stops all of it.'

export interface LauncherRun {
  process: ChildProcess
  /** Resolves once it has printed its addresses; rejects with its output when it ends before. */
  ready: Promise<void>
  /** Resolves with the exit code and all that was printed. */
  ended: Promise<{ code: number | null; output: string }>
  /** Every process that it started, and theirs, as of now. */
  descendants(): number[]
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

/** Free ports for all parts, as environment variables. */
export async function freePorts(): Promise<Record<string, string>> {
  const servers = await Promise.all(
    PORT_VARIABLES.map(async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, String(ports[index])]))
}

/** Starts `dev/launcher/main.ts` on a folder, as `npm run dev` does on the checkout. Ended at the latest with the test. */
export function startLauncher(folder: string, env: Record<string, string>): LauncherRun {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/launcher/main.ts', folder], {
    cwd: checkout,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let reportReady: () => void
  let reportFailure: (error: Error) => void
  const ready = new Promise<void>((resolve, reject) => {
    reportReady = resolve
    reportFailure = reject
  })
  ready.catch(() => {})
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes(READY)) reportReady()
    })
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('close', (code) => {
      reportFailure(new Error(`The launcher ended with ${code}:\n${output}`))
      resolve({ code, output })
    })
  })
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return { process: child, ready, ended, descendants: () => descendantsOf(child.pid!) }
}

/** Which of these processes still run. */
export function alive(pids: number[]): number[] {
  const running = new Set(processTable().map(({ pid }) => pid))
  return pids.filter((pid) => running.has(pid))
}

/** The process of a tree whose command line has this text. */
export function findProcess(pids: number[], text: string): number {
  const found = processTable().find(({ pid, command }) => pids.includes(pid) && command.includes(text))
  if (!found) throw new Error(`No process of the launcher has "${text}" in its command line`)
  return found.pid
}

function descendantsOf(root: number): number[] {
  const table = processTable()
  const found = [root]
  for (const parent of found) found.push(...table.filter(({ ppid }) => ppid === parent).map(({ pid }) => pid))
  return found.slice(1)
}

/** Zombies are left out: they have ended, and wait for somebody to ask how. */
function processTable(): { pid: number; ppid: number; command: string }[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([pid, ppid, , ...command]) => ({
      pid: Number(pid),
      ppid: Number(ppid),
      command: command.join(' '),
    }))
}
