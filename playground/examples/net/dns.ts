/** A DNS query over UDP with `dns-packet`: asked again when no answer comes, given up after the third time. */
import { Future, moveOnAfter, shield, TimeoutError } from 'globeflower'
import { createDatagramEndpoint, DatagramProtocol, type Address, type Bytes } from 'globeflower/net'
import { decode, encode, RECURSION_DESIRED, type RecordType } from 'dns-packet'

class Query extends DatagramProtocol {
  answer = new Future<string[]>()

  constructor(private readonly id: number) {
    super()
  }

  override datagramReceived(data: Bytes): void {
    const packet = decode(data as Buffer)
    // An answer to an earlier question, or to somebody else's.
    if (packet.id !== this.id || packet.type !== 'response' || this.answer.done()) return
    const code = (packet as unknown as { rcode: string }).rcode
    if (code === 'NOERROR') {
      this.answer.setResult((packet.answers ?? []).map((answer) => String((answer as { data?: unknown }).data)))
    } else this.answer.setException(new Error(`The name server says ${code}.`))
  }

  override errorReceived(error: Error): void {
    if (!this.answer.done()) this.answer.setException(error)
  }
}

export async function resolve(
  name: string,
  server: Address,
  options: { type?: RecordType; patience?: number } = {},
): Promise<string[]> {
  const { type = 'A', patience = 1000 } = options
  const id = Math.floor(Math.random() * 65536)
  const question = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }] })
  const remote = { host: server.address, port: server.port }
  const [transport, query] = await createDatagramEndpoint(() => new Query(id), { remote })
  try {
    for (let times = 0; times < 3; times++) {
      transport.sendTo(question)
      const answer = await moveOnAfter<string[], undefined>(patience, () => shield(query.answer))
      if (answer !== undefined) return answer
    }
    throw new TimeoutError(`No answer about ${name}.`)
  } finally {
    transport.close()
  }
}
