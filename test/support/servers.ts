import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Real servers on free ports of the loopback, from Debian's packages. Where
 * one is not installed, what needs it is skipped and says so.
 */
export interface RealServer {
  port: number
  stop(): void
}

export const commands = {
  redis: found('redis-server'),
  memcached: found('memcached'),
  postgres: postgres(),
  mariadb: found('mariadbd'),
  rabbitmq: existing('/usr/lib/rabbitmq/bin/rabbitmq-server'),
}

/** `describe` with the reason for a skip in the name. */
export function needs(server: keyof typeof commands): { skip: boolean; because: string } {
  const skip = commands[server] === null
  return { skip, because: skip ? ` (skipped: ${server} is not installed)` : '' }
}

export async function startRedis(): Promise<RealServer> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  return await running(spawn(commands.redis!, args, { stdio: 'ignore', cwd: tmpdir() }), port)
}

export async function startMemcached(): Promise<RealServer> {
  const port = await freePort()
  const user = process.getuid!() === 0 ? ['-u', 'nobody'] : []
  const args = ['-p', String(port), '-U', '0', '-l', '127.0.0.1', ...user]
  return await running(spawn(commands.memcached!, args, { stdio: 'ignore' }), port)
}

/** User `postgres`, no password, database `postgres`. */
export async function startPostgres(): Promise<RealServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-postgres-'))
  // It does not run as root.
  const as: { uid?: number; gid?: number } = {}
  if (process.getuid!() === 0) {
    as.uid = id('-u')
    as.gid = id('-g')
    chownSync(folder, as.uid, as.gid)
  }
  const data = join(folder, 'data')
  const options = { stdio: 'ignore', cwd: folder, ...as } as const
  const bin = commands.postgres!
  execFileSync(join(bin, 'initdb'), ['-A', 'trust', '-U', 'postgres', '--no-sync', '-D', data], options)
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F']
  const server = await running(spawn(join(bin, 'postgres'), args, options), port)
  // It listens before it is ready.
  const ready = () => spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0
  for (let i = 0; i < 400 && !ready(); i++) await new Promise((resolve) => setTimeout(resolve, 25))
  return withFolder(server, folder)
}

/** User `root`, no password. In an empty folder there are no accounts either, which takes a second less to make. */
export async function startMariadb(): Promise<RealServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-mariadb-'))
  const files = [`--datadir=${folder}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`]
  const small = ['--innodb-buffer-pool-size=8M', '--innodb-log-file-size=4M', '--innodb-flush-log-at-trx-commit=0']
  const net = ['--bind-address=127.0.0.1', `--port=${port}`, '--skip-grant-tables', '--user=root']
  const server = spawn(commands.mariadb!, ['--no-defaults', ...files, ...small, ...net], { stdio: 'ignore' })
  return withFolder(await running(server, port), folder)
}

/** User and password `guest`, without plugins. */
export async function startRabbitmq(): Promise<RealServer> {
  const [port, distribution, names] = [await freePort(), await freePort(), await freePort()]
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-rabbitmq-'))
  const env = {
    ...process.env,
    HOME: folder,
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_NODENAME: `globeflower${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distribution),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(names),
  }
  // A script that starts several processes, one of which goes its own way: the one that knows names.
  const child = spawn(commands.rabbitmq!, [], { stdio: 'ignore', detached: true, env })
  const stop = () => {
    process.kill(-child.pid!, 'SIGKILL')
    spawnSync('epmd', ['-kill'], { env, stdio: 'ignore' })
  }
  return withFolder(await running(child, port, stop), folder)
}

function withFolder({ port, stop }: RealServer, folder: string): RealServer {
  return {
    port,
    stop() {
      stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Done when somebody answers at the port. */
async function running(
  child: ChildProcess,
  port: number,
  stop: () => void = () => void child.kill('SIGKILL'),
): Promise<RealServer> {
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} has ended with ${child.exitCode}`)
    if (await answers(port)) return { port, stop }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  stop()
  throw new Error(`${child.spawnfile} does not answer`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => (socket.destroy(), resolve(true)))
    socket.on('error', () => resolve(false))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function found(command: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/sbin')) {
    if (existsSync(join(folder, command))) return join(folder, command)
  }
  return null
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null
}

/** The newest that is installed. */
function postgres(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const bin = versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
  try {
    if (bin !== undefined && process.getuid!() === 0) id('-u')
    return bin ?? null
  } catch {
    return null
  }
}

function id(option: string): number {
  return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}
