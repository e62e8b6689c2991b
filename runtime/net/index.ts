/** Transports, protocols and streams, on the network that `setNetwork` was given: the door `globeflower/net`. */
export { readerFrom, toReadableStream, toWritableStream, type Source } from './bridges.js'
export { decode, encode, type Bytes } from './bytes.js'
export { ConnectionResetError, IncompleteReadError, LimitOverrunError } from './errors.js'
export {
  connectFetch,
  FetchTransport,
  openFetch,
  type FetchInit,
  type FetchInput,
  type FetchResponse,
} from './fetch.js'
export {
  createConnection,
  createServer,
  createUnixConnection,
  createUnixServer,
  setNetwork,
  startTls,
  type ConnectOptions,
  type ListenOptions,
  type Network,
  type StartTlsOptions,
} from './network.js'
export {
  BufferedProtocol,
  DatagramProtocol,
  Protocol,
  SubprocessProtocol,
  type Address,
  type AnyDatagramProtocol,
  type AnyProtocol,
  type AnySubprocessProtocol,
} from './protocol.js'
export { StreamReader } from './reader.js'
export { useSockets, type Sockets } from './sockets.js'
export { StreamReaderProtocol, type StreamHandler } from './stream-protocol.js'
export {
  openConnection,
  openUnixConnection,
  startServer,
  startUnixServer,
  type StreamOptions,
  type Streams,
} from './streams.js'
export {
  openWebSocket,
  WebSocketConnection,
  type CloseInfo,
  type WebSocketClass,
  type WebSocketLike,
  type WebSocketOptions,
} from './web-socket.js'
export { useWebSockets } from './web-socket-transport.js'
export { StreamWriter } from './writer.js'
export type { Server } from './server.js'
export type {
  BaseTransport,
  DatagramTransport,
  ReadTransport,
  SubprocessTransport,
  Transport,
  WaterMarks,
  WriteTransport,
} from './transport.js'
