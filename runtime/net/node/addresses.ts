import { lookup, lookupService } from 'node:dns'
import { Future } from '../../core/future.js'
import { loop } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import { news } from '../news.js'

export interface AddrInfo {
  address: string
  family: number
  port: number
}

/** All addresses of a name, as the system orders them. A cancel does not wait for the answer. */
export function getAddrInfo(host: string, port: number, options: { family?: number } = {}): Future<AddrInfo[]> {
  return answer((done) =>
    lookup(host, { all: true, family: options.family || 0 }, (error, list) =>
      done(error, list && list.map(({ address, family }) => ({ address, family, port }))),
    ),
  )
}

/** The names of an address and a port. */
export function getNameInfo(address: string, port: number): Future<[host: string, service: string]> {
  return answer((done) => lookupService(address, port, (error, host, service) => done(error, [host, service])))
}

function answer<T>(ask: (done: (error: Error | null, value: T) => void) => void): Future<T> {
  const state = loop
  const future = new Future<T>()
  ask((error, value) => news(state, settle, future as Future<unknown>, error, value))
  return future
}

function settle(future: Future<unknown>, error: Error | null, value: unknown): void {
  if (future._state !== PENDING) return
  if (error) future.setException(error)
  else future.setResult(value)
}
