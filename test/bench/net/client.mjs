/**
 * Drives an echo server: `client.mjs PORT`, then a line `SIZE CONNECTIONS MESSAGES`
 * each, answered by the milliseconds it took; `idle CONNECTIONS` opens and keeps them.
 */
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

const port = Number(process.argv[2])
const scratch = Buffer.alloc(1 << 18)
const idle = []

for await (const line of createInterface({ input: process.stdin })) {
  const [size, connections, messages] = line.split(' ')
  if (size === 'idle') {
    for (let i = 0; i < Number(connections); i++) await open(i)
    console.log(idle.length)
  } else console.log(await run(Number(size), Number(connections), Number(messages)))
}
process.exit()

function open(i) {
  return new Promise((resolve, reject) => {
    // A few addresses, as one has not ports enough.
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${1 + (i % 4)}` }, resolve)
    socket.on('error', reject)
    idle.push(socket)
  })
}

/** Each connection sends a message when the one before has come back. */
function run(size, connections, messages) {
  const message = Buffer.alloc(size, 97)
  const start = performance.now()
  let left = connections
  return new Promise((resolve) => {
    for (let i = 0; i < connections; i++) {
      let rounds = Math.ceil(messages / connections)
      let received = 0
      const onread = {
        buffer: scratch,
        callback(count) {
          received += count
          if (received < size) return true
          received = 0
          if (--rounds > 0) socket.write(message)
          else {
            socket.destroy()
            if (--left === 0) resolve(performance.now() - start)
          }
          return true
        },
      }
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, () => socket.write(message))
    }
  })
}
