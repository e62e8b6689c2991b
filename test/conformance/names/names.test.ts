/** The public list, held, so that a name cannot come or go by accident. */
import { expect, it } from 'vitest'
import * as runtime from '../../../runtime/index.js'

const asyncio = (
  'allTasks asCompleted Barrier BoundedSemaphore BrokenBarrierError CancelledError captureCallGraph Condition ' +
  'ContextVar copyContext coroutine createTask currentTask eagerTaskFactory ensureFuture Event EventLoop ExceptionGroup Future gather getEventLoop ' +
  'formatCallGraph getRunningLoop getTaskFactory Handle InvalidStateError LifoQueue Lock newEventLoop PriorityQueue Queue QueueEmpty ' +
  'QueueFull QueueShutDown run Runner RuntimeError Semaphore setEventLoop setTaskFactory shield sleep staggeredRace Task TaskGroup ' +
  'Timeout timeout timeoutAt TimeoutError TimerHandle toThread wait waitFor wrapFuture'
).split(' ')

const trio = (
  'BrokenResourceError CancelScope CapacityLimiter checkpoint ClosedResourceError EndOfChannel moveOnAfter ' +
  'openChannel sleepUntil'
).split(' ')

const own = (
  'all allSettled any createdAt currentSignal DeadlockError formatStack followAsyncLocalStorage formatTaskTree framesOf fromObservable ' +
  'getDebug isCancelled setDebug ' +
  'NotSupportedError on once race runSync RwLock startTrace suspend taskGroup toObservable WouldBlockError yieldNow'
).split(' ')

it('lists its public names: asyncio’s, trio’s, and few of its own', () => {
  expect(Object.keys(runtime).sort()).toEqual([...asyncio, ...trio, ...own].sort())
})
