/** The runtime's public list: asyncio's names, camel case. */
export { copyContext, type ContextCopy } from './context/copy-context.js'
export { allTasks } from './core/all-tasks.js'
export { ContextVar, type Token } from './core/context.js'
export { currentTask } from './core/current-task.js'
export {
  BrokenBarrierError,
  BrokenResourceError,
  CancelledError,
  ClosedResourceError,
  DeadlockError,
  EndOfChannel,
  InvalidStateError,
  NotSupportedError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  TimeoutError,
  WouldBlockError,
} from './core/errors.js'
export { EventLoop, getEventLoop, getRunningLoop, newEventLoop, setEventLoop } from './loop/event-loop.js'
export { toThread, type Executor, type ThreadWork } from './loop/executor.js'
export { Future } from './core/future.js'
export { Handle } from './core/handle.js'
export { Task } from './core/task.js'
export { Timer as TimerHandle } from './core/timers.js'
export { currentSignal } from './interop/current-signal.js'
export { wrapFuture } from './interop/wrap-future.js'
export { on, once, type Emitter } from './interop/events.js'
export { fromObservable, toObservable, type Observable, type Observer } from './interop/observables.js'
export { Barrier } from './locks/barrier.js'
export { CapacityLimiter } from './locks/capacity-limiter.js'
export { Condition } from './locks/condition.js'
export { Event } from './locks/event.js'
export { Lock } from './locks/lock.js'
export { RwLock } from './locks/rw-lock.js'
export { BoundedSemaphore, Semaphore } from './locks/semaphore.js'
export { openChannel, type ReceiveChannel, type SendChannel } from './queues/channel.js'
export { LifoQueue } from './queues/lifo-queue.js'
export { PriorityQueue } from './queues/priority-queue.js'
export { Queue } from './queues/queue.js'
export { captureCallGraph, formatCallGraph, formatTaskTree, type CallGraph } from './tasks/call-graph.js'
export { formatStack, framesOf, type FrameInfo } from './tasks/frames.js'
export { createdAt, getDebug, setDebug, type DebugOptions } from './tasks/debug-mode.js'
export { startTrace, type Trace, type TraceEvent } from './tasks/trace.js'
export { Runner } from './tasks/runner.js'
export { followAsyncLocalStorage } from './hosts/async-local-storage.js'
export { coroutine } from './tasks/coroutine.js'
export { asCompleted } from './tasks/as-completed.js'
export { CancelScope } from './tasks/cancel-scope.js'
export { checkpoint } from './tasks/checkpoint.js'
export { createTask, eagerTaskFactory, ensureFuture, getTaskFactory, setTaskFactory } from './tasks/create-task.js'
export { ExceptionGroup } from './tasks/exception-group.js'
export { gather } from './tasks/gather.js'
export { isCancelled } from './tasks/is-cancelled.js'
export { all, allSettled, any, race } from './tasks/race.js'
export { run } from './tasks/run.js'
export { runSync } from './tasks/run-sync.js'
export { shield } from './tasks/shield.js'
export { sleep } from './tasks/sleep.js'
export { staggeredRace } from './tasks/staggered-race.js'
export { taskGroup, TaskGroup } from './tasks/task-group.js'
export { moveOnAfter, timeout, Timeout, timeoutAt, waitFor } from './tasks/timeout.js'
export { wait } from './tasks/wait.js'
export { sleepUntil, suspend, yieldNow } from './tasks/yield-now.js'
export type { ErrorContext } from './core/running.js'
export type { FutureOptions } from './core/future.js'
export type { Host } from './hosts/host.js'
export type { AsCompleted } from './tasks/as-completed.js'
export type { ScopeOptions, Signal } from './tasks/cancel-scope.js'
export type { TaskFactory, TaskOptions, Work } from './tasks/create-task.js'
export type { Match } from './tasks/exception-group.js'
export type { Settled } from './tasks/race.js'
export type { RunOptions } from './tasks/run.js'
export type { Winner } from './tasks/staggered-race.js'
export type { WaitOptions, WaitResult } from './tasks/wait.js'
