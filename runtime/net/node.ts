/** The door `globeflower/net` on Node: the network is Node's, and what only Node has is here, too. */
import { setNetwork, type Network } from './network.js'
import { connect } from './node/connect.js'
import { listen } from './node/server.js'
import { startTls } from './node/tls.js'

export * from './index.js'
export { getAddrInfo, getNameInfo, type AddrInfo } from './node/addresses.js'
export { connectAcceptedSocket } from './node/connect.js'
export { createDatagramEndpoint, type DatagramOptions } from './node/datagram.js'
export { connectReadPipe, connectWritePipe } from './node/pipes.js'
export { createSubprocess, createSubprocessShell, type Process } from './node/process.js'
export { sendFile } from './node/send-file.js'
export { addSignalHandler, removeSignalHandler } from './node/signals.js'
export { subprocessExec, subprocessShell, type Stdio, type SubprocessOptions } from './node/subprocess.js'

setNetwork({ connect, listen, startTls } as unknown as Network)
