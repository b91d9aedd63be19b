import { createServer } from 'node:net'
import { LaunchError } from './launch-error.ts'

const PORTS = {
  worker: { variable: 'PORT', usual: 8787, what: 'the Worker' },
  hubspotStandIn: { variable: 'HUBSPOT_STANDIN_PORT', usual: 8788, what: 'the HubSpot stand-in' },
  salesforceStandIn: { variable: 'SALESFORCE_STANDIN_PORT', usual: 8792, what: 'the Salesforce stand-in' },
  mailbox: { variable: 'MAILBOX_PORT', usual: 8789, what: 'the mailbox' },
  receiver: { variable: 'WEBHOOK_RECEIVER_PORT', usual: 8791, what: 'the receiver of webhooks' },
  neonGateway: { variable: 'NEON_GATEWAY_PORT', usual: 8790, what: 'the Neon gateway' },
  postgres: { variable: 'POSTGRES_PORT', usual: 54321, what: 'PostgreSQL' },
} as const

type Part = keyof typeof PORTS
export type Ports = Record<Part, number>

const PARTS = Object.keys(PORTS) as Part[]
export const PORT_VARIABLES = PARTS.map((part) => PORTS[part].variable)
const MAX_PORT = 65_535

/**
 * The ports of all parts, from the environment or as usual.
 * @throws LaunchError naming a variable that is no port number, or two parts that would share a port
 */
export function readPorts(env: NodeJS.ProcessEnv): Ports {
  const ports = Object.fromEntries(PARTS.map((part) => [part, readPort(env, part)])) as Ports
  for (const [index, part] of PARTS.entries()) {
    const other = PARTS.slice(0, index).find((earlier) => ports[earlier] === ports[part])
    if (!other) continue
    throw new LaunchError(
      `${PORTS[other].variable} and ${PORTS[part].variable} are both ${ports[part]}. Give each its own port.`,
    )
  }
  return ports
}

function readPort(env: NodeJS.ProcessEnv, part: Part): number {
  const { variable, usual } = PORTS[part]
  const text = env[variable]?.trim()
  if (!text) return usual
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= MAX_PORT) return port
  throw new LaunchError(`${variable} is "${text}". It must be a port number from 1 to ${MAX_PORT}.`)
}

/** @throws LaunchError naming every port that another program has, and the variable that changes it */
export async function requireFreePorts(ports: Ports, options: { except?: Part[] } = {}): Promise<void> {
  const parts = PARTS.filter((part) => !options.except?.includes(part))
  const free = await Promise.all(parts.map((part) => isFree(ports[part])))
  const taken = parts.filter((_, index) => !free[index])
  if (taken.length > 0) throw takenError(taken, ports)
}

/** The error of a part that was to listen on a port which somebody has taken since it was found free; others as they are. */
export function explainTakenPort(error: NodeJS.ErrnoException & { port?: number }, ports: Ports): Error {
  const part = PARTS.find((candidate) => ports[candidate] === error.port)
  return error.code === 'EADDRINUSE' && part ? takenError([part], ports) : error
}

function takenError(taken: Part[], ports: Ports): LaunchError {
  const lines = taken.map((part) => {
    const { variable, what } = PORTS[part]
    return `Port ${ports[part]}, for ${what}, is taken by another program. Stop it, or choose another port with ${variable}.`
  })
  const example = taken.map((part) => `${PORTS[part].variable}=${suggestion(ports[part])}`).join(' ')
  return new LaunchError([...lines, `For example: ${example} npm run dev`].join('\n'))
}

function suggestion(port: number): number {
  return port + 100 <= MAX_PORT ? port + 100 : port - 100
}

/** Both of localhost's addresses must be free, or half of the clients would reach somebody else. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      // A machine without IPv6 has no second address to take.
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(true)
      else if (error.code === 'EACCES')
        reject(new LaunchError(`Port ${port} needs the rights of root. Choose one above 1023.`))
      else reject(error)
    })
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
