/**
 * Drives an echo server: `client.mjs PORT`, then a line `SIZE CONNECTIONS MESSAGES`
 * each, answered by the milliseconds it took; with `http` for a size it asks an HTTP
 * server for the total of a bill. `idle CONNECTIONS` opens and keeps them.
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
  } else {
    const message = size === 'http' ? bill() : Buffer.alloc(Number(size), 97)
    const answer = size === 'http' ? await lengthOfAnswer(message) : message.length
    console.log(await run(message, answer, Number(connections), Number(messages)))
  }
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

function bill() {
  const items = Array.from({ length: 5 }, (_, i) => ({ name: `item ${i}`, count: i + 1, price: 10 * i }))
  const body = JSON.stringify({ items })
  const head = ['POST /total HTTP/1.1', 'host: localhost', 'content-type: application/json']
  return Buffer.from([...head, `content-length: ${body.length}`, '', body].join('\r\n'))
}

/** All answers are of one length. */
function lengthOfAnswer(message) {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(message))
    socket.on('error', reject).on('data', (data) => {
      text += data
      if (!text.endsWith('}')) return
      if (!text.startsWith('HTTP/1.1 200 OK')) reject(new Error(text))
      resolve(text.length)
      socket.destroy()
    })
  })
}

/** Each connection sends the message when the answer to the one before, of `size` bytes, has come. */
function run(message, size, connections, messages) {
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
