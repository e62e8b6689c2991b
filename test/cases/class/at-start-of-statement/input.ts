// @ts-nocheck the keys are known when it runs
// What is left of a suspending expression may start with a class: as a statement it needs parentheses.
export function main(log: (...values: unknown[]) => unknown) {
  function* drive() {
    ;(class { static count = 1; static [(yield 'key') + '1']() { log('called', this.count) } }).k1()
    ;(class { static [(yield 'tag')](strings) { log('tag', strings.join()) } }).t`x`
    ;(class { static n = 1; static [yield 'count'] = 1 }).n++
    ;(class { static [yield 'test'] = 1 }) ? log('then') : log('else')
  }
  const it = drive()
  it.next()
  for (const key of ['k', 't', 'c', 'd']) log(it.next(key).value)
}
