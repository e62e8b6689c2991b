/** What the page and its two workers say to each other. */

import type { Diagnostic, Semantics, Target } from '../dist/transformer/index.js'
import type { Description, Slot } from '../dist/transformer/describe.js'

export type { Diagnostic, Semantics, Target }
export type { Range } from '../dist/transformer/describe.js'

/** To the compiler. */
export interface CompileRequest {
  id: number
  source: string
  semantics: Semantics
  target: Target
}

/** From the compiler. */
export type Answer = Compiled | Crash

/** It threw: a mistake of ours. */
export interface Crash {
  id: number
  crash: string
}

export interface Compiled {
  id: number
  /** What the file becomes, as it is shown. */
  code: string
  functions: LoweredFunction[]
  diagnostics: Diagnostic[]
  sizes: Sizes
  /** The same as CommonJS, to be run; undefined where the source has errors. */
  program: Program | undefined
}

export interface LoweredFunction extends Description {
  blocks: LoweredBlock[]
  /** Where its step stands in the emitted code, lines from 1. */
  lines: Lines | undefined
}

export type LoweredBlock = Description['blocks'][number] & {
  /** Its lines in the emitted code, from 1. */
  lines: number[]
}

export interface Lines {
  from: number
  to: number
}

/** Bytes without indentation, and the same through gzip. */
export interface Size {
  bytes: number
  gzip: number
}

export interface Sizes {
  /** At the chosen target. */
  emitted: Size
  es5: Size
  typescript: Size
}

export interface Program {
  code: string
  semantics: Semantics
  /** The text of each step function, and which of the functions it belongs to. */
  steps: { text: string; index: number }[]
  /** The functions, in the order of `functions`. */
  functions: { name: string; states: Record<number, Resumption> }[]
}

/** Where a suspended frame goes on. */
export interface Resumption {
  /** What was awaited, as it is written. */
  awaits: string
  slots: Slot[]
}

/** 0: as fast as it goes; otherwise real milliseconds for one of the program's. */
export type Pace = 0 | 1 | 10

/** To the runner. */
export type RunnerRequest =
  | { is: 'start'; program: Program; pace: Pace; seed: number; paused: boolean; cancels: PlannedCancel[] }
  | { is: 'pause' | 'resume' | 'step' | 'ping' }
  | { is: 'cancel'; task: number }

/** The same program, clock and seed give the same tasks, so a task can be named before it exists. */
export interface PlannedCancel {
  task: number
  time: number
}

/** From the runner. */
export type RunnerReport =
  | { is: 'events'; events: TraceEvent[]; now: number }
  | { is: 'status'; status: RunStatus; now: number; waiting: number }
  /** The answer to a ping. */
  | { is: 'pong'; now: number }

export type RunStatus = 'running' | 'paused' | 'full' | 'done' | 'idle'

export type TraceEvent = { time: number; step: number } & (
  | { is: 'born'; task: number; name: string; index: number; parent: number; wraps: boolean }
  | { is: 'run'; task: number }
  | { is: 'wait'; task: number; state: number; handler: number; on: Awaited; slots: Local[] }
  | { is: 'end'; task: number; how: Outcome; value: string }
  | { is: 'cancel'; task: number; by: number; reason: string }
  | { is: 'log'; task: number; level: Level; text: string }
)

export type Outcome = 'result' | 'failed' | 'cancelled'
export type Level = 'log' | 'warn' | 'error'

export interface Awaited {
  is: 'task' | 'timer' | 'future' | 'promise' | 'request'
  label: string
  /** The task that is awaited, 0 for anything else. */
  task: number
}

export interface Local {
  slot: string
  name: string
  value: string
}
