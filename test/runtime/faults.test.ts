import { expect, it } from 'vitest'
import {
  Barrier,
  BoundedSemaphore,
  CancelScope,
  CapacityLimiter,
  Condition,
  createTask,
  ExceptionGroup,
  Future,
  InvalidStateError,
  Lock,
  newEventLoop,
  openChannel,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  RuntimeError,
  RwLock,
  Semaphore,
  sleep,
  taskGroup,
  timeout,
  Timeout,
  wait,
} from '../../runtime/index.js'
import { virtualHost } from '../../runtime/testing/index.js'
import { virtual } from '../support/virtual.js'

/** Wrong use throws at once: the class, and a sentence with what was received and the way out. */
const faults: [string, () => unknown, new (...args: never[]) => Error, RegExp][] = [
  ['a result twice', () => done().setResult(2), InvalidStateError, /done already/],
  ['a result too early', () => new Future().result(), InvalidStateError, /not done yet/],
  ['an exception too early', () => new Future().exception(), InvalidStateError, /not done yet/],
  ['the result of a task', () => createTask(() => 1).setResult(2), TypeError, /what its function returns/],
  ['a task of nothing', () => createTask(null as never), TypeError, /got null/],
  ['a task of a number', () => createTask(5 as never), TypeError, /got number/],
  ['a free lock', () => new Lock().release(), RuntimeError, /Call acquire\(\) first/],
  ['a free reader', () => new RwLock().reader.release(), RuntimeError, /Call acquire\(\) first/],
  ['a condition without its lock', () => new Condition().notify(), RuntimeError, /inside with\(\)/],
  ['negative permits', () => new Semaphore(-1), RangeError, /got -1/],
  ['permits that are none', () => new Semaphore(NaN), RangeError, /got NaN/],
  ['one permit too many', () => new BoundedSemaphore(1).release(), RangeError, /all of its 1 permits/],
  ['a barrier for nobody', () => new Barrier(0), RangeError, /got 0/],
  ['a limiter of nothing', () => new CapacityLimiter(0), RangeError, /got 0/],
  ['nothing lent', () => new CapacityLimiter(1).release(), RuntimeError, /Call acquire\(\) first/],
  ['a channel of less than nothing', () => openChannel(-1), RangeError, /got -1/],
  ['an empty queue', () => new Queue().getNowait(), QueueEmpty, /get\(\)/],
  ['a full queue', () => full().putNowait(2), QueueFull, /put\(\)/],
  ['a task done twice', () => new Queue().taskDone(), RangeError, /taskDone/],
  ['an order that is none', () => new PriorityQueue(0, 5 as never), TypeError, /got number/],
  ['a timer at no time', () => newEventLoop(virtualHost()).callAt(NaN, () => {}), TypeError, /got NaN/],
  ['a sleep of no time', () => sleep(NaN), TypeError, /got NaN/],
  ['a deadline of no time', () => timeout(NaN, () => 1), TypeError, /got NaN/],
  ['a callback that is none', () => newEventLoop(virtualHost()).callSoon(5 as never), TypeError, /got number/],
  ['a closed loop', () => closed().callSoon(() => {}), RuntimeError, /closed/],
  ['a wait for nothing', () => wait([]), RangeError, /got none/],
  ['an end that is none', () => wait([sleep(1)], { until: 'some' as never }), RangeError, /got some/],
  ['a group of no errors', () => new ExceptionGroup('x', []), RangeError, /got none/],
  ['a scope run twice', () => twice(), RuntimeError, /runs once/],
  ['a timeout that is over', () => over().reschedule(1), RuntimeError, /over/],
]

const done = () => {
  const future = new Future<number>()
  future.setResult(1)
  return future
}
const full = () => {
  const queue = new Queue<number>(1)
  queue.putNowait(1)
  return queue
}
const closed = () => {
  const loop = newEventLoop(virtualHost())
  loop.close()
  return loop
}
const twice = () => {
  const scope = new CancelScope()
  void scope.run(() => 1)
  return scope.run(() => 2)
}
const over = () => {
  const scope = new Timeout(null)
  scope._state = 2
  return scope
}

it.each(faults)('%s', async (_name, act, Class, text) => {
  await virtual(() => {
    let thrown: unknown
    try {
      act()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(Class)
    expect((thrown as Error).message).toMatch(text)
  })()
})

it(
  'a group that is over takes no task',
  virtual(async () => {
    let kept: { createTask(work: () => unknown): unknown } | null = null
    await taskGroup(async (group) => {
      kept = group
    })
    expect(() => kept!.createTask(() => 1)).toThrow(RuntimeError)
  }),
)
