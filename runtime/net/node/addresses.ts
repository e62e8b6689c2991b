/** Names to addresses and back, as the system resolves them. A cancel does not wait for the answer. */
import { lookup, lookupService } from 'node:dns'
import { Future } from '../../core/future.js'
import { loop } from '../../core/running.js'
import { answer } from './answer.js'

export interface AddrInfo {
  address: string
  family: number
  port: number
}

/** All addresses of a name, as the system orders them. */
export function getAddrInfo(host: string, port: number, options: { family?: number } = {}): Future<AddrInfo[]> {
  return asked((done) =>
    lookup(host, { all: true, family: options.family || 0 }, (error, list) =>
      done(error, list && list.map(({ address, family }) => ({ address, family, port }))),
    ),
  )
}

/** The names of an address and a port. */
export function getNameInfo(address: string, port: number): Future<[host: string, service: string]> {
  return asked((done) => lookupService(address, port, (error, host, service) => done(error, [host, service])))
}

function asked<T>(ask: (done: (error: Error | null, value: T) => void) => void): Future<T> {
  const state = loop
  const future = new Future<T>()
  ask((error, value) => answer(state, future, error, value))
  return future
}
