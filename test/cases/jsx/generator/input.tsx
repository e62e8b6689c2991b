/** @jsx h */
// Yields in JSX, and async closures as attributes.
const h = (tag: any, props: any, ...children: any[]) => ({ tag, props, children })
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    let n = 1
    return (
      <x a={n++} b={yield 'b'} c={n}>
        {yield 'child'}
        {n}
      </x>
    )
  }
  const it = g()
  it.next()
  it.next('B')
  log(it.next('C').value)
}
