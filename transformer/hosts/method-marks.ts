/**
 * Methods that suspend, made what ECMAScript says they are: for any tree. A method stays a method, for `super` and
 * because it cannot be called with `new`, so it is marked when its class or object is there.
 *
 *   class C { async m() {} }   →   class C { static { $gf.marked(this.prototype, $gf.asAsync, "m") } m() {} }
 *   { async m() {} }           →   $gf.marked({ m() {} }, $gf.asAsync, "m")
 *   { async m() {}, ...more }  →   { ...$gf.marked({ m() {} }, $gf.asAsync, "m"), ...more }
 *
 * Private methods are left out, which only their class can look at.
 */

import type { HostMake } from './host.js'

export type Key<N> =
  /** Not computed. */
  | { text: string }
  /** A copy: to ask again for its value changes nothing. */
  | { again: N }
  /** Anything else, kept in a variable. */
  | { once: N }

export abstract class MethodMarks<N extends object> {
  private readonly marks = new WeakMap<N, string>()

  constructor(
    protected readonly make: HostMake<N>,
    /** A variable of the file. */
    private readonly variable: (hint: string) => string,
  ) {}

  protected abstract keyOf(member: N): Key<N> | undefined
  protected abstract withKey(member: N, key: N): N
  /** The function itself. */
  protected abstract methodOf(member: N): N
  protected abstract isStatic(member: N): boolean
  /** A decorator may put anything in its place. */
  protected abstract isDecorated(member: N): boolean
  protected abstract isSpread(member: N): boolean
  protected abstract saysSuper(member: N): boolean
  protected abstract object(properties: readonly N[]): N

  /** `mark`: the runtime's name for what becomes of this method. */
  note(method: N, mark: string): void {
    this.marks.set(method, mark)
  }

  markOf(method: N): string | undefined {
    return this.marks.get(method)
  }

  /** The members, and what comes before them in a static block; undefined where there is nothing to mark. */
  inClass(list: readonly N[]): { members: N[]; block: N[] } | undefined {
    const prototype = new Map<string, N[]>()
    const own = new Map<string, N[]>()
    const members = list.map((member, i) => {
      const others = list.slice(i + 1).filter((it) => this.isStatic(it) === this.isStatic(member))
      return this.marked(member, others, this.isStatic(member) ? own : prototype)
    })
    if (prototype.size + own.size === 0) return undefined
    const { make } = this
    const calls = (home: () => N, marks: Map<string, N[]>) =>
      [...marks].map(([mark, keys]) => make.expression(this.call(home(), mark, keys)))
    return {
      members,
      block: [...calls(() => make.property(make.self(), 'prototype'), prototype), ...calls(() => make.self(), own)],
    }
  }

  /** `literal`: makes it anew with these properties. */
  inObject(list: readonly N[], literal: (properties: N[]) => N): N | undefined {
    const lastSpread = list.findLastIndex((property) => this.isSpread(property))
    const marks = new Map<string, N[]>()
    let isChanged = false
    const properties = list.map((property, i) => {
      if (i > lastSpread) return this.marked(property, list.slice(i + 1), marks)
      // What is spread may bring another function under that name.
      if (this.saysSuper(property)) return property
      const alone = new Map<string, N[]>()
      const inner = this.marked(property, [], alone)
      if (alone.size === 0) return property
      isChanged = true
      return this.make.spread(this.calls(this.object([inner]), alone))
    })
    if (marks.size === 0 && !isChanged) return undefined
    return this.calls(literal(properties), marks)
  }

  /** The member as it is to be, and its key under its mark. */
  private marked(member: N, later: readonly N[], marks: Map<string, N[]>): N {
    const mark = this.marks.get(this.methodOf(member))
    const key = mark === undefined || this.isDecorated(member) ? undefined : this.keyOf(member)
    if (mark === undefined || !key) return member
    const add = (again: N) => {
      const keys = marks.get(mark)
      if (keys) keys.push(again)
      else marks.set(mark, [again])
    }
    if ('again' in key) add(key.again)
    else if ('text' in key) {
      const isReplaced = later.some((it) => {
        const other = this.keyOf(it)
        return other && 'text' in other && other.text === key.text
      })
      if (!isReplaced) add(this.make.literal(key.text))
    } else {
      const { make } = this
      const name = this.variable('key')
      add(make.name(name))
      return this.withKey(member, make.assign(make.name(name), key.once))
    }
    return member
  }

  private calls(home: N, marks: Map<string, N[]>): N {
    return [...marks].reduce((inner, [mark, keys]) => this.call(inner, mark, keys), home)
  }

  private call(home: N, mark: string, keys: readonly N[]): N {
    const { make } = this
    return make.call(make.runtime('marked'), [home, make.runtime(mark), ...keys])
  }
}
