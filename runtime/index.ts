/** The runtime's public list: asyncio's names, camel case. */
export { allTasks } from './core/all-tasks.js'
export { currentTask } from './core/current-task.js'
export { ContextVar } from './core/context.js'
export {
  CancelledError,
  DeadlockError,
  InvalidStateError,
  NotSupportedError,
  TimeoutError,
  WouldBlockError,
} from './core/errors.js'
export { EventLoop, getEventLoop, getRunningLoop, newEventLoop } from './core/event-loop.js'
export { Future } from './core/future.js'
export { Handle } from './core/handle.js'
export { Task } from './core/task.js'
export { Timer as TimerHandle } from './core/timers.js'
export { createTask, ensureFuture } from './tasks/create-task.js'
export { gather } from './tasks/gather.js'
export { run } from './tasks/run.js'
export { runSync } from './tasks/run-sync.js'
export { shield } from './tasks/shield.js'
export { sleep } from './tasks/sleep.js'
export { timeout, waitFor } from './tasks/timeout.js'
export type { ErrorContext } from './core/running.js'
export type { FutureOptions } from './core/future.js'
export type { Work } from './tasks/create-task.js'
export type { Host } from './hosts/host.js'
