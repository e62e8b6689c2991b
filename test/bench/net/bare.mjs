/** Echo on Node alone: `bare.mjs data | for-await`. Prints its port. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { answerQuestions } from './questions.mjs'

const handlers = {
  data(socket) {
    socket.on('data', (data) => socket.write(data))
  },
  async 'for-await'(socket) {
    try {
      for await (const data of socket) if (!socket.write(data)) await once(socket, 'drain')
    } catch {
      // The client has gone.
    }
  },
}

const handler = handlers[process.argv[2]]
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {})
  handler(socket)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => console.log(server.address().port))
answerQuestions()
