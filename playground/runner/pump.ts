/**
 * The loop's host in the playground: one that can be stopped after each step,
 * that knows three clocks, and that may serve the ready queue out of turn.
 *
 * Law: the loop is always awake, so it never asks to be called; the pump looks.
 */

import { reportUnseen } from '../../dist/runtime/core/loop.js'
import { dequeue, enqueue, type Runnable } from '../../dist/runtime/core/ready.js'
import { enter, newLoop, type LoopState } from '../../dist/runtime/core/running.js'
import { callLater } from '../../dist/runtime/core/timers.js'
import { virtualHost } from '../../dist/runtime/testing/index.js'
import type { Pace, RunStatus } from '../messages.js'
import { machine, randomFrom } from './globals.js'

export interface PumpOptions {
  pace: Pace
  /** 0: first in, first out. */
  seed: number
  paused: boolean
  /** How many events have been told. */
  told(): number
  /** Pauses by itself after so many more. */
  limit: number
  waiting(): number
  report(error: unknown): void
  status(status: RunStatus): void
}

export class Pump {
  private readonly state: LoopState
  private readonly host = virtualHost()
  private readonly random: () => number
  private status: RunStatus = 'paused'
  private turning = false
  /** Steps that were asked for and not yet made. */
  private owed = 0
  private anchor = { real: 0, time: 0 }
  private limit: number

  constructor(private readonly options: PumpOptions) {
    const { host } = this
    host.now = () => this.now()
    host.soon = host.hop = () => {}
    host.report = options.report
    this.random = randomFrom(options.seed)
    this.limit = options.limit
    this.state = newLoop(host)
    this.state._awake = true
    enter(this.state)
  }

  now(): number {
    const { pace } = this.options
    if (pace === 0 || this.status !== 'running') return this.host.time
    return this.anchor.time + (machine.now() - this.anchor.real) / pace
  }

  later(callback: () => void, delay: number): { cancel(): void } {
    return callLater(delay, callback)
  }

  start(): void {
    if (this.options.paused) this.enter('paused')
    else this.resume()
  }

  pause(): void {
    if (this.status === 'running' || this.status === 'idle') this.enter('paused')
  }

  resume(): void {
    if (this.status === 'running') return
    this.owed = 0
    this.limit = this.options.told() + this.options.limit
    this.enter('running')
    void this.drive()
  }

  step(): void {
    if (this.status === 'running') return
    this.owed++
    void this.drive()
  }

  private enter(status: RunStatus): void {
    this.host.time = this.now()
    this.anchor = { real: machine.now(), time: this.host.time }
    this.status = status
    this.options.status(status)
  }

  /** The one place that lets the program go on; what is asked for meanwhile is done after. */
  private async drive(): Promise<void> {
    if (this.turning) return
    this.turning = true
    while (this.status === 'running' || this.owed > 0) {
      if (this.status === 'running') await this.go()
      else await this.goOneStep()
    }
    this.turning = false
  }

  /** As little as can be seen: to the next event. */
  private async goOneStep(): Promise<void> {
    this.owed--
    const told = this.options.told()
    for (let i = 0; i < 1000 && this.options.told() === told; i++) {
      if (!this.runReady() && !this.fireNext(true)) break
      await machineTurn()
    }
    if (this.status !== 'running') this.enter(this.isOver() ? (this.options.waiting() > 0 ? 'idle' : 'done') : 'paused')
  }

  private async go(): Promise<void> {
    while (this.status === 'running') {
      for (let i = 0; i < 1000 && this.status === 'running' && this.runReady(); i++) this.checkLimit()
      // The jobs of the engine's own promises, and what the page has to say.
      await machineTurn()
      if (this.status !== 'running' || !this.isDry()) continue
      if (this.lookAtFailures()) continue
      const when = this.state._timers?.earliest() ?? Infinity
      if (when < Infinity) {
        const ahead = when - this.now()
        if (this.options.pace > 0 && ahead > 0) await pause(Math.min(ahead * this.options.pace, 40))
        else this.fireNext(false)
        continue
      }
      if (this.options.waiting() === 0) this.enter('done')
      else await this.stayIdle()
    }
  }

  /** Only something from outside can wake the tasks that are left: a fetch, a cancel. */
  private async stayIdle(): Promise<void> {
    this.enter('idle')
    while (this.status === 'idle' && this.owed === 0 && this.isOver()) await pause(25)
    if (this.status === 'idle' && this.owed === 0) this.enter('running')
  }

  private isDry(): boolean {
    return this.state._head === null && this.state._last === null
  }

  private isOver(): boolean {
    return this.isDry() && (this.state._timers?.earliest() ?? Infinity) === Infinity && !this.state._failed
  }

  private checkLimit(): void {
    if (this.options.told() >= this.limit) this.enter('full')
  }

  private lookAtFailures(): boolean {
    const failed = this.state._failed
    this.state._failed = null
    if (failed !== null) this.inside(() => reportUnseen(failed))
    return failed !== null
  }

  private runReady(): boolean {
    const entry = this.options.seed === 0 ? dequeue(this.state) : this.takeAny()
    if (entry === null) return false
    this.inside(() => entry._run())
    return true
  }

  private takeAny(): Runnable | null {
    const ready: Runnable[] = []
    for (let entry = dequeue(this.state); entry !== null; entry = dequeue(this.state)) ready.push(entry)
    if (ready.length === 0) return null
    const [taken] = ready.splice(Math.floor(this.random() * ready.length), 1)
    for (const entry of ready) enqueue(this.state, entry)
    return taken!
  }

  private fireNext(early: boolean): boolean {
    if (early && this.lookAtFailures()) return true
    const when = this.state._timers?.earliest() ?? Infinity
    if (when === Infinity) return false
    if (this.options.pace === 0 || early) this.host.time = Math.max(this.host.time, when)
    const timer = this.state._timers!.take()
    this.inside(() => timer._run())
    this.checkLimit()
    return true
  }

  private inside(action: () => void): void {
    this.state._running = true
    this.state._spree = 0
    try {
      action()
    } catch (error) {
      this.options.report(error)
    } finally {
      this.state._running = false
    }
  }
}

const channel = new MessageChannel()
const turns: (() => void)[] = []
channel.port1.onmessage = () => turns.shift()!()

/** After all jobs that are queued now. */
function machineTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve)
    channel.port2.postMessage(0)
  })
}

function pause(delay: number): Promise<void> {
  return new Promise((resolve) => machine.setTimeout(resolve, delay))
}
