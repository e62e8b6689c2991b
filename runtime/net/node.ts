/** The door `globeflower/net` on Node: the network is Node's, and what only Node has is here, too. */
import { setNetwork, type Network } from './network.js'
import { connect } from './node/connect.js'
import { listen } from './node/server.js'
import { startTls } from './node/tls.js'

export * from './index.js'

setNetwork({ connect, listen, startTls } as unknown as Network)
