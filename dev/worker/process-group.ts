import { spawn, type ChildProcess, type Serializable } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const LOG_TAIL_LINES = 30

export interface ProcessGroup {
  pid: number
  /** Resolves when the first process of the group has ended, with how. */
  ended: Promise<string>
  /** The last lines that it printed. */
  tail(): string
  /** Asks the group to end, and ends it by force when it has not done so in time. Nothing of it is left afterwards. */
  stop(): Promise<void>
}

/**
 * Starts a program in a process group and session of its own: Ctrl-C in the terminal reaches the launcher alone, which
 * stops things in order, and whatever the program starts is stopped with it. The group ends with this process too,
 * however this process ends.
 */
export async function startProcessGroup(
  command: string,
  args: string[],
  options: {
    cwd: string
    env: NodeJS.ProcessEnv
    /** How long the program may take to end when asked, in milliseconds. */
    graceMs: number
    /** The first message that the program gets over Node's IPC channel: nobody else can read it. */
    message: Serializable
    onLine: (line: string) => void
    /** Gets what the program sends over that channel. */
    onMessage: (message: unknown) => void
  },
): Promise<ProcessGroup> {
  const { cwd, env, graceMs } = options
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  await once(child, 'spawn')
  const pid = child.pid!
  const guard = endWithParent(pid)

  const recent: string[] = []
  for (const output of [child.stdout!, child.stderr!]) {
    createInterface({ input: output }).on('line', (line) => {
      if (line.trim() === '') return
      recent.push(line)
      if (recent.length > LOG_TAIL_LINES) recent.shift()
      options.onLine(line)
    })
  }
  child.on('message', options.onMessage)
  // Without a callback a program that has ended already would end this one by an error event.
  child.send(options.message, () => {})

  // 'close' comes after the last line, but only once every process that inherited the output has ended too.
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ended = exited.then(async () => {
    signalGroup(pid, 'SIGKILL')
    await closed
    guard.stdin?.end('released\n')
    return child.signalCode ? `signal ${child.signalCode}` : `exit code ${child.exitCode}`
  })

  return {
    pid,
    ended,
    tail: () => recent.join('\n'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const force = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
      await ended
      clearTimeout(force)
    },
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A tiny shell waits on a pipe that only we hold open, and ends the group when the pipe closes without a word. */
function endWithParent(pid: number): ChildProcess {
  const script = 'read -r released || { kill -s TERM -- "-$0"; sleep 3; kill -s KILL -- "-$0"; }'
  const guard = spawn('/bin/sh', ['-c', script, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  guard.once('error', () => {})
  guard.stdin.once('error', () => {})
  return guard
}
