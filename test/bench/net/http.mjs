/** A JSON handler on Node's HTTP server: the same source runs natively and compiled. Prints its port. */
import { createServer } from 'node:http'
import { answerQuestions } from './questions.mjs'

async function body(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

async function price(item) {
  return item.count * item.price
}

async function total(items) {
  let sum = 0
  for (const item of items) sum += await price(item)
  return sum
}

async function handle(request, response) {
  try {
    const { items } = await body(request)
    const answer = JSON.stringify({ count: items.length, total: await total(items) })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
  } catch (error) {
    response.writeHead(400).end(String(error))
  }
}

const server = createServer(handle)
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => console.log(server.address().port))
answerQuestions()
