/**
 * Names of opaque code as they read inside a step, for any tree: where a variable moved to, what a
 * closure is given of it, and what a write to it becomes.
 */

import type { Binding } from '../scope.js'
import type { FunctionShape } from '../shapes.js'
import type { HostMake, View } from './host.js'
import type { SymbolTable } from './symbol-table.js'

/** Where the visitor stands: inside a closure, and whether `this` is still that of the call. */
export interface Place {
  closure: boolean
  own: boolean
}

export const OUTSIDE: Place = { closure: false, own: true }

/** What is asked of the tree. */
export interface NameTree<N> {
  /** Of an identifier; undefined for all else. */
  nameOf(node: N): string | undefined
  /** False for property names and the like. */
  isReference(node: N): boolean
  each(node: N, visit: (child: N) => void): void
}

export class MovedNames<N> {
  constructor(
    private readonly tree: NameTree<N>,
    private readonly make: HostMake<N>,
    private readonly scopes: SymbolTable<N>,
    private readonly shape: FunctionShape<N>,
    private readonly view: View<N>,
  ) {}

  /** Undefined where the name stays as it is. */
  home(binding: Binding, place: Place): N | undefined {
    const capture = place.closure ? this.view.capture(binding) : undefined
    if (!capture) return this.view.home(binding)
    const name = this.make.name(capture.parameter)
    return capture.field === undefined ? name : this.make.property(name, capture.field)
  }

  /** What the call gave: `this`, `arguments`, `new.target`. */
  given(binding: Binding | undefined, node: N): N | undefined {
    const home = binding && this.view.home(binding)
    return home && this.make.at(home, node)
  }

  read(node: N, place: Place): N {
    const binding = this.scopes.of(node)
    if (!binding) {
      const isArguments = place.own && this.tree.nameOf(node) === 'arguments' && this.tree.isReference(node)
      return (isArguments && this.given(this.shape.arguments, node)) || node
    }
    const found = this.home(binding, place)
    if (!found) return node
    const read = this.make.at(found, node)
    if (!this.scopes.isEarly(node)) return read
    return this.make.call(this.make.runtime('tdz'), [read, this.make.literal(binding.name)])
  }

  /** As what is written to: not checked, not read. */
  target(node: N, place: Place): N {
    const binding = this.scopes.of(node)
    if (!binding) return this.read(node, place)
    const found = this.home(binding, place)
    return found ? this.make.at(found, node) : node
  }

  /**
   * `x = e` where x may be dead still, any write to a constant of ours: e is evaluated first, and where the old value is
   * read, that comes before it (ECMAScript 13.15.2). Undefined where it is an assignment like any other.
   */
  write(name: N, operator: string, right: () => N, place: Place): N | undefined {
    const { make } = this
    const binding = this.scopes.of(name)
    const found = binding && this.home(binding, place)
    if (!found) return undefined
    const isEarly = this.scopes.isEarly(name)
    const read = () => this.read(name, place)
    if (!this.isConstant(binding)) {
      if (operator !== '' || !isEarly) return undefined
      return make.assign(found, make.element(make.array([right(), read()]), make.literal(0)))
    }
    const refused = this.refused(binding)
    if (operator === '') return make.sequence([right(), ...(isEarly ? [read()] : []), refused])
    return LOGICAL.test(operator)
      ? make.binary(operator, read(), make.sequence([right(), refused]))
      : make.sequence([make.binary(operator, read(), right()), refused])
  }

  /** `x++`, written to the target; `made` makes it. */
  update(name: N, made: () => N, place: Place): N {
    const binding = this.scopes.of(name)
    if (!this.isConstant(binding)) return this.checked(name, made(), place)
    return this.make.sequence([this.make.toNumber(this.read(name, place)), this.refused(binding)])
  }

  /** A write that reads first: the name must be alive. */
  checked(name: N, write: N, place: Place): N {
    const binding = this.scopes.of(name)
    if (!binding || !this.scopes.isEarly(name) || !this.home(binding, place)) return write
    return this.make.sequence([this.read(name, place), write])
  }

  private isConstant(binding: Binding | undefined): binding is Binding {
    return binding?.kind === 'const' && this.view.home(binding) !== undefined
  }

  private refused(binding: Binding): N {
    return this.make.call(this.make.runtime('constant'), [this.make.literal(binding.name)])
  }

  /** In a pattern: a name that cannot be written to throws when it is written to, not before. */
  setter(name: N, place: Place): N | undefined {
    const { make } = this
    const write = this.write(name, '', () => make.name(GIVEN), place)
    return write && make.property(make.call(make.runtime('target'), [make.setter(GIVEN, write)]), 'value')
  }

  /** The variables of an iteration that closures in `node` keep: the parameter of their maker, and what it is given. */
  captures(node: N): Map<Binding, { parameter: string; argument: N }> {
    const found = new Map<Binding, { parameter: string; argument: N }>()
    const search = (n: N): void => {
      const binding = this.scopes.of(n)
      const capture = binding && this.view.capture(binding)
      if (capture) found.set(capture.key, { parameter: capture.parameter, argument: capture.argument })
      this.tree.each(n, search)
    }
    search(node)
    return found
  }
}

/** What a target is given, in a setter of its own. */
const GIVEN = '$given'

const LOGICAL = /^(&&|\|\||\?\?)$/
