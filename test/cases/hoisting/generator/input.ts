// In a generator, too; they close over its parameters and variables.
export function main(log: (...values: unknown[]) => void) {
  function* g(a: any): any {
    yield read()
    a = 'changed'
    let b = 'b'
    yield both()
    function read() {
      return a
    }
    function both() {
      return [a, b]
    }
  }
  log([...g('a')])
}
