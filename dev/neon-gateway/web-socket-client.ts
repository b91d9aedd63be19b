import type { WebSocket } from 'ws'
import type { StatisticsCounter } from './statistics.ts'
import type { TunnelClient } from './tunnel.ts'

const TEXT_FRAME_REFUSED = 1003
const NORMAL_CLOSURE = 1000

/** A tunnel's client that speaks in a WebSocket's binary frames. */
export function webSocketClient(socket: WebSocket, statistics: StatisticsCounter): TunnelClient {
  return {
    onData: (listener) =>
      void socket.on('message', (data: Buffer, isBinary) => {
        if (!isBinary) return socket.close(TEXT_FRAME_REFUSED, 'only binary frames are understood')
        statistics.count('webSocketMessages')
        listener(data)
      }),
    onClose: (listener) => void socket.on('close', listener),
    onError: (listener) => void socket.on('error', listener),
    send: (data, sent) => socket.send(data, sent),
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(NORMAL_CLOSURE, 'TCP connection is closed'),
    terminate: () => socket.terminate(),
  }
}
