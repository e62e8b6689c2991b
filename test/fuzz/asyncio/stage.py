"""Programs on CPython's asyncio, in simulated time: one JSON line in, one out.

A program runs under several schedules: asyncio's own, and others that change only what asyncio leaves open, that is,
who of those that are ready at the same instant goes first. One unit of the loop's time is a millisecond.
"""
import asyncio
import collections
import contextvars
import json
import random
import sys

MOST_LINES = 400


class Ready(collections.deque):
    """The ready queue. `late`: timers come when nothing else is ready; `shuffle`: how often the first goes last."""

    late = False
    shuffle = 0.0
    random = None

    def popleft(self):
        if self.late:
            for _ in range(len(self)):
                if not isinstance(self[0], asyncio.TimerHandle):
                    break
                self.rotate(-1)
        while len(self) > 1 and self.random.random() < self.shuffle:
            self.rotate(-1)
        return super().popleft()


class Loop(asyncio.BaseEventLoop):
    """Time passes when nothing is ready; without any timer the loop stops."""

    def __init__(self, seed):
        super().__init__()
        self.now = 0
        self._clock_resolution = 0.5
        self._selector = self
        self._ready = Ready()
        self._ready.random = random.Random(seed)
        self._ready.late = seed % 2 == 1
        self._ready.shuffle = (0, 0.3, 0.6)[seed // 2 % 3]
        self.hops = (0, 1, 0.5)[seed // 6 % 3]

    def time(self):
        return self.now

    def select(self, timeout):
        if timeout is None:
            self.stop()
        elif timeout > 0:
            self.now += timeout
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Condition(asyncio.Condition):
    """Without the notify that asyncio gives the next one when a waiter is cancelled that had none."""

    async def wait(self):
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        turn = asyncio.get_running_loop().create_future()
        self._waiters.append(turn)
        self.release()
        cancel = None
        try:
            await turn
        except asyncio.CancelledError as error:
            cancel = error
        self._waiters.remove(turn)
        while True:
            try:
                await self.acquire()
                break
            except asyncio.CancelledError as error:
                cancel = error
        if cancel is None:
            return True
        if not turn.cancelled():
            self._notify(1)
        raise cancel


class Err(Exception):
    pass


NAMES = {'ValueError': 'RangeError'}


def show(value):
    if value is None:
        return 'none'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, BaseExceptionGroup):
        return 'group[' + ' '.join(map(show, value.exceptions)) + ']'
    if isinstance(value, BaseException):
        kind = type(value).__name__
        text = str(value.args[0]) if value.args else ''
        said = ' ' + text if isinstance(value, Err) or text.startswith('because') else ''
        return NAMES.get(kind, kind) + said
    if isinstance(value, (list, tuple)):
        return '[' + ' '.join(map(brief, value)) + ']'
    return str(value) if isinstance(value, (int, str)) else 'object'


def brief(value):
    """gather forgets why a task was cancelled."""
    return type(value).__name__ if isinstance(value, asyncio.CancelledError) else show(value)


def outcome(future):
    if future is None:
        return 'none'
    if not future.done():
        return 'pending'
    if future.cancelled():
        return 'cancelled'
    return show(future.exception() or future.result())


def run(code, seed):
    loop = Loop(seed)
    lines = []
    counts = collections.Counter()

    def log(me, text):
        lines.append(f'{me} {loop.now} {text}')
        if len(lines) > MOST_LINES:
            loop.stop()

    def name(me, site):
        counts[me, site] += 1
        return f'{me}/{site}' if counts[me, site] == 1 else f'{me}/{site}x{counts[me, site]}'

    async def hop():
        if loop._ready.random.random() < loop.hops:
            await asyncio.sleep(0)

    async def called(call):
        before = [variable.get() for variable in world['V']]
        try:
            return await call
        finally:
            for variable, value in zip(world['V'], before):
                variable.set(value)
            await hop()

    world = {'hop': hop, 'called': called, 'asyncio': asyncio, 'contextvars': contextvars, 'loop': loop, 'log': log, 'name': name, 'show': show,
             'outcome': outcome, 'Err': Err, 'Condition': Condition}
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda loop, context: None)
    exec(code, world)
    main = world['T'][0] = loop.create_task(world['f0']('m'))
    loop.run_forever()
    over = len(lines) > MOST_LINES
    if not over:
        log('end', f'main {outcome(main)}')
        world['final']()
    for task in asyncio.all_tasks(loop):
        task._log_destroy_pending = False
    loop._ready.clear()
    loop._scheduled.clear()
    return None if over else lines


def main():
    sys.setrecursionlimit(3000)
    print(json.dumps(list(sys.version_info[:3])), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        code = compile(job['source'], 'program', 'exec')
        print(json.dumps([run(code, seed) for seed in job['seeds']]), flush=True)


main()
