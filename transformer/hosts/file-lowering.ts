/**
 * The functions of one file, lowered one after the other, for any tree: a host walks to them,
 * innermost first, and puts each step into the list it belongs to.
 */

import type { Description } from '../describe.js'
import { errors, type ErrorId } from '../errors.js'
import { lower } from '../lower.js'
import type { Semantics } from '../runtime-names.js'
import type { Scope } from '../scope.js'
import type { FunctionKind, FunctionShape } from '../shapes.js'
import type { SubtreeFacts } from './facts.js'
import type { FileNames } from './file-names.js'
import type { Lowering } from './function-host.js'
import type { Functions } from './functions.js'
import type { Host } from './host.js'
import type { Reach } from './reach.js'
import type { SymbolTable } from './symbol-table.js'

export interface FileOptions {
  semantics?: Semantics
  /** Variables stay variables, and each step is labelled with its places: for stepping through. */
  debug?: boolean
  /** Shown what became of each function. */
  observe?: (description: Description) => void
}

/** Thrown by `report`; the function it concerns stays as it was. */
class Refused extends Error {}

export abstract class FileLowering<N extends object, F extends N & { body?: N | null | undefined }> {
  protected abstract readonly scopes: SymbolTable<N>
  protected abstract readonly facts: SubtreeFacts<N>
  protected abstract readonly functions: Functions<N, F>
  protected abstract readonly names: FileNames
  /** Statement lists that may take a step, and the steps that wait for their place. */
  protected readonly containers = new Map<Scope, N>()
  private readonly pending = new Map<N, N[]>()
  private depth = 0

  constructor(protected readonly options: FileOptions) {}

  /** As it was read, and with the functions inside it lowered. */
  protected abstract shapeOf(original: F, fn: F, kind: FunctionKind, reach: Reach): FunctionShape<N>
  protected abstract hostOf(lowering: Lowering<N, F>): Host<N>
  protected abstract tell(id: ErrorId, message: string, node: N): void

  protected get semantics(): Semantics {
    return this.options.semantics ?? 'task'
  }

  /** `visit`: lowers the functions inside. */
  protected lowered(original: F, kind: FunctionKind, visit: (fn: F) => F): N {
    this.depth++
    const fn = visit(original)
    this.depth--
    try {
      const { scopes, facts } = this
      const reach = scopes.reachOf(scopes.scopeOf(original)!)
      facts.returnsSuspend = kind === 'async generator'
      const shape = this.shapeOf(original, fn, kind, reach)
      const direct = reach.open && !shape.strict && facts.ownEval(original.body!)
      if (direct && facts.suspends(original.body!)) this.report('direct-eval', direct)
      const isInOpen = scopes.reachOf(scopes.file).open && facts.isInOpen(original)
      const placement = this.functions.place(original, shape, reach, isInOpen)
      const addStep = (step: N) => this.append(placement.container!, step)
      const host = this.hostOf({ shape, fn, placement, addStep, report: this.report })
      const names = this.names.ofFunction(this.depth, reach.names)
      const { debug = false, observe } = this.options
      return lower(shape, names, host, { semantics: this.semantics, debug, observe })
    } catch (error) {
      if (error instanceof Refused) return fn
      throw error
    }
  }

  private append(container: N, statement: N): void {
    const list = this.pending.get(container)
    if (list) list.push(statement)
    else this.pending.set(container, [statement])
  }

  /** A new variable of the file. `declared`: by this statement. */
  protected fileVariable(hint: string, declared: (name: string) => N): string {
    const name = this.names.fresh(hint)
    this.append(this.containers.get(this.scopes.file)!, declared(name))
    return name
  }

  /** The steps that go behind the statement of this list that has just been visited. */
  protected stepsFor(container: N): N[] {
    const steps = this.pending.get(container) ?? []
    this.pending.delete(container)
    return steps
  }

  protected report = (id: ErrorId, node: N): never => {
    this.tell(id, errors[id], node)
    throw new Refused(id)
  }
}
