// Computed keys that suspend, in order, of methods, accessors, fields and static parts.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    class C {
      [yield 'method']() {
        return 'method'
      }
      static [yield 'static']() {
        return 'static'
      }
      get [yield 'getter']() {
        return 'getter'
      }
      async [yield 'async']() {
        return 'async'
      }
      *[yield 'generator']() {
        yield 'generator'
      }
      [yield 'field'] = 'field'
      static [yield 'static field'] = 'static field'
    }
    return C
  }
  const it = g()
  let r = it.next()
  for (let n = 0; !r.done; n++) {
    log(r.value)
    r = it.next('k' + n)
  }
  const C = r.value,
    o = new C()
  log(o.k0(), C.k1(), o.k2, [...o.k4()], o.k5, C.k6, typeof o.k3)
}
