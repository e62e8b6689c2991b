/**
 * Every public name of asyncio (`__all__` of 3.13, its classes' public methods, what 3.14 added): it is here under the
 * same name in camel case or under the one below, or `../asyncio/README.md` says why not.
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as runtime from '../../../runtime/index.js'
import * as net from '../../../runtime/net/node.js'

const names = `
ALL_COMPLETED FIRST_COMPLETED FIRST_EXCEPTION all_tasks as_completed capture_call_graph create_eager_task_factory
create_subprocess_exec create_subprocess_shell create_task current_task eager_task_factory ensure_future
format_call_graph future_add_to_awaited_by future_discard_from_awaited_by gather get_child_watcher get_event_loop
get_event_loop_policy get_running_loop iscoroutine iscoroutinefunction isfuture new_event_loop open_connection
open_unix_connection print_call_graph run run_coroutine_threadsafe set_child_watcher set_event_loop
set_event_loop_policy shield sleep start_server start_unix_server timeout timeout_at to_thread wait wait_for wrap_future
BrokenBarrierError CancelledError IncompleteReadError InvalidStateError LimitOverrunError QueueEmpty QueueFull
QueueShutDown SendfileNotAvailableError TimeoutError FrameCallGraphEntry FutureCallGraph BaseEventLoop EventLoop
SelectorEventLoop AbstractChildWatcher FastChildWatcher MultiLoopChildWatcher PidfdChildWatcher SafeChildWatcher
ThreadedChildWatcher AbstractEventLoopPolicy DefaultEventLoopPolicy AbstractServer ContextVar copy_context ExceptionGroup
`

const members = `
AbstractEventLoop: add_reader add_signal_handler add_writer call_at call_exception_handler call_later call_soon
  call_soon_threadsafe close connect_accepted_socket connect_read_pipe connect_write_pipe create_connection
  create_datagram_endpoint create_future create_server create_task create_unix_connection create_unix_server
  default_exception_handler get_debug get_exception_handler get_task_factory getaddrinfo getnameinfo is_closed
  is_running remove_reader remove_signal_handler remove_writer run_forever run_in_executor run_until_complete sendfile
  set_debug set_default_executor set_exception_handler set_task_factory shutdown_asyncgens shutdown_default_executor
  sock_accept sock_connect sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile
  sock_sendto start_tls stop subprocess_exec subprocess_shell time
Barrier: abort broken n_waiting parties reset wait
BoundedSemaphore: acquire locked release
Condition: acquire locked notify notify_all release wait wait_for
ContextVar: get reset set
Event: clear is_set set wait
ExceptionGroup: split subgroup
Future: add_done_callback cancel cancelled done exception get_loop remove_done_callback result set_exception set_result
Handle: cancel cancelled get_context
LifoQueue: empty full get get_nowait join maxsize put put_nowait qsize shutdown task_done
Lock: acquire locked release
PriorityQueue: empty full get get_nowait join maxsize put put_nowait qsize shutdown task_done
Queue: empty full get get_nowait join maxsize put put_nowait qsize shutdown task_done
Runner: close get_loop run
Semaphore: acquire locked release
Task: add_done_callback cancel cancelled cancelling done exception get_context get_coro get_loop get_name get_stack
  print_stack remove_done_callback result set_exception set_name set_result uncancel
TaskGroup: cancel create_task
Timeout: expired reschedule when
TimerHandle: cancel cancelled get_context when
BufferedProtocol: buffer_updated connection_lost connection_made eof_received get_buffer pause_writing resume_writing
DatagramProtocol: connection_lost connection_made datagram_received error_received
Protocol: connection_lost connection_made data_received eof_received pause_writing resume_writing
SubprocessProtocol: connection_lost connection_made pipe_connection_lost pipe_data_received process_exited
StreamReader: at_eof exception feed_data feed_eof read readexactly readline readuntil set_exception set_transport
StreamReaderProtocol: connection_lost connection_made data_received eof_received pause_writing resume_writing
StreamWriter: can_write_eof close drain get_extra_info is_closing start_tls transport wait_closed write write_eof writelines
BaseTransport: close get_extra_info is_closing
ReadTransport: get_protocol is_reading pause_reading resume_reading set_protocol
WriteTransport: abort can_write_eof get_write_buffer_limits get_write_buffer_size set_write_buffer_limits write
  write_eof writelines
DatagramTransport: abort sendto
SubprocessTransport: get_pid get_pipe_transport get_returncode kill send_signal terminate
Server: abort_clients close close_clients get_loop is_serving serve_forever sockets start_serving wait_closed
Process: communicate kill returncode send_signal terminate wait
`

/** Not just the same in camel case. */
const ours: Record<string, string> = {
  AbstractEventLoop: 'EventLoop',
  AbstractServer: 'Server',
  ALL_COMPLETED: 'wait',
  FIRST_COMPLETED: 'wait',
  FIRST_EXCEPTION: 'wait',
  create_subprocess_exec: 'createSubprocess',
  FutureCallGraph: 'captureCallGraph',
  FrameCallGraphEntry: 'framesOf',
  print_call_graph: 'formatCallGraph',
  isfuture: 'Future',
  get_stack: 'framesOf',
  print_stack: 'formatStack',
  get_debug: 'getDebug',
  set_debug: 'setDebug',
  getaddrinfo: 'getAddrInfo',
  getnameinfo: 'getNameInfo',
  sendfile: 'sendFile',
  sendto: 'sendTo',
  readexactly: 'readExactly',
  readline: 'readLine',
  readuntil: 'readUntil',
  writelines: 'writeLines',
  get_returncode: 'getReturnCode',
  returncode: 'returnCode',
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const explained = read('../asyncio/README.md').split("## asyncio's names that are not here")[1]!
const interfaces = ['transport', 'server', 'protocol', 'node/process']
  .map((file) => read(`../../../runtime/net/${file}.ts`))
  .join('\n')
const camel = (name: string) =>
  ours[name] ?? name.replace(/(?!^)_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const here = { ...runtime, ...net } as unknown as Record<string, { prototype?: object } | undefined>

/** A class by its prototype, interfaces and abstract methods by their source. */
function has(owner: string, name: string): boolean {
  const prototype = here[owner]?.prototype
  if (prototype !== undefined && name in prototype) return true
  const source = new RegExp(`(?:interface|class) ${owner}\\b[^]*?\\n}`).exec(interfaces)
  return source !== null && new RegExp(`^ +(?:abstract |async |get )*${name}[(<?]`, 'm').test(source[0])
}

it('has the functions, classes and errors of asyncio, or says why not', () => {
  const lost = names
    .trim()
    .split(/\s+/)
    .filter((name) => {
      const found = here[camel(name)] !== undefined || interfaces.includes(`interface ${camel(name)} `)
      return !found && !explained.includes('`' + name + '`')
    })
  expect(lost).toEqual([])
})

it('has the methods of asyncio’s classes, or says why not', () => {
  const lost = members
    .trim()
    .split(/\n(?=\S)/)
    .flatMap((line) => {
      const [owner, list] = line.split(': ')
      // What a loop or a task does there is a function here, where it needs no object.
      const isHere = (name: string) => has(camel(owner!), camel(name)) || here[camel(name)] !== undefined
      const missing = list!.split(/\s+/).filter((name) => !isHere(name) && !explained.includes('`' + name + '`'))
      return missing.map((name) => `${owner}.${name}`)
    })
  expect(lost).toEqual([])
})

it('explains nothing that is there', () => {
  const told = [...explained.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!)
  const all = `${names} ${members}`.split(/[\s:]+/)
  expect(told.filter((name) => all.includes(name) && here[camel(name)] !== undefined && !(name in ours))).toEqual([])
})
