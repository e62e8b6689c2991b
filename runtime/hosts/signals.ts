/**
 * What the process that we are in has to say, where the machine has processes:
 * Node and its like.
 *
 * Law: no listener is left behind, so that the machine's own way with a signal
 * is back as soon as nobody asks.
 */
interface Process {
  on(name: string, listener: () => void): unknown
  removeListener(name: string, listener: () => void): unknown
  listeners(name: string): unknown[]
  exit(code: number): never
  exitCode?: number
}

declare const process: Process | undefined

/** Null where there is none. */
export function ourProcess(): Process | null {
  return typeof process === 'object' && typeof process.removeListener === 'function' ? process : null
}

/** A program that the process runs. */
export interface Watched {
  /** At the first SIGINT. A second one ends the process with 130, as a shell expects it. */
  interrupt(): void
  /** The process would end, and the program still waits. */
  starve(): void
}

let watched: Watched[] = []
let interrupts = 0

/**
 * Watches over a program; those that listen to SIGINT themselves are left alone.
 * Gives back how to stop, to be told whether the program was cancelled.
 */
export function watchOver(program: Watched): (cancelled: boolean) => void {
  const here = ourProcess()
  if (here === null) return nothing
  if (watched.length === 0) {
    interrupts = 0
    if (here.listeners('SIGINT').length === 0) here.on('SIGINT', interrupted)
    here.on('beforeExit', starved)
  }
  watched.push(program)
  return (cancelled) => {
    watched.splice(watched.indexOf(program), 1)
    if (cancelled && interrupts > 0) here.exitCode = 130
    if (watched.length === 0) {
      here.removeListener('SIGINT', interrupted)
      here.removeListener('beforeExit', starved)
    }
  }
}

function interrupted(): void {
  if (++interrupts > 1) ourProcess()!.exit(130)
  const programs = watched.slice(0)
  for (let i = 0; i < programs.length; i++) programs[i].interrupt()
}

function starved(): void {
  for (let i = 0; i < watched.length; i++) watched[i].starve()
}

function nothing(): void {}
