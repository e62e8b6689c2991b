/** The door `globeflower/net` on Node: the network is Node's, and what only Node has is here, too. */
import * as portable from './index.js'
import { currentNetwork, type Network } from './network.js'
import { connect } from './node/connect.js'
import { listen } from './node/server.js'
import { startTls as startTlsOnNode } from './node/tls.js'

export * from './index.js'
export { getAddrInfo, getNameInfo, type AddrInfo } from './node/addresses.js'
export { connectAcceptedSocket } from './node/connect.js'
export { createDatagramEndpoint, type DatagramOptions } from './node/datagram.js'
export { connectReadPipe, connectWritePipe } from './node/pipes.js'
export { createSubprocess, createSubprocessShell, type Process } from './node/process.js'
export { sendFile } from './node/send-file.js'
export { addSignalHandler, removeSignalHandler } from './node/signals.js'
export { subprocessExec, subprocessShell, type Stdio, type SubprocessOptions } from './node/subprocess.js'

// Set by the calls that need it, not by loading this, so that what is not called can be shaken off.
export const createConnection = /* @__PURE__ */ onNode(portable.createConnection)
export const createServer = /* @__PURE__ */ onNode(portable.createServer)
/** The same as `createConnection`, to a Unix socket. */
export const createUnixConnection = /* @__PURE__ */ onNode(portable.createUnixConnection)
/** The same as `createServer`, on a Unix socket. */
export const createUnixServer = /* @__PURE__ */ onNode(portable.createUnixServer)
export const startTls = /* @__PURE__ */ onNode(portable.startTls)
export const openConnection = /* @__PURE__ */ onNode(portable.openConnection)
/** The same as `openConnection`, to a Unix socket. */
export const openUnixConnection = /* @__PURE__ */ onNode(portable.openUnixConnection)
export const startServer = /* @__PURE__ */ onNode(portable.startServer)
/** The same as `startServer`, on a Unix socket. */
export const startUnixServer = /* @__PURE__ */ onNode(portable.startUnixServer)

function onNode<F extends (...args: never[]) => unknown>(call: F): F {
  return ((...args: never[]) => {
    if (currentNetwork() === null)
      portable.setNetwork({ connect, listen, startTls: startTlsOnNode } as unknown as Network)
    return call(...args)
  }) as F
}
