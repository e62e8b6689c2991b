// A body of many states: fifty awaits in a row, with branches.
export async function main(log: (...values: unknown[]) => void) {
  let s = ''
  s += await 'a'
  s += await 'b'
  s += await 'c'
  s += await 'd'
  s += await 'e'
  s += await 'f'
  s += await 'g'
  s += await 'h'
  s += await 'i'
  s += await 'j'
  if (await (s.length === 10)) s += await 'k'
  else s += await 'x'
  s += await 'l'
  s += await 'm'
  s += await 'n'
  s += await 'o'
  s += await 'p'
  s += await 'q'
  s += await 'r'
  s += await 's'
  s += await 't'
  s += await 'u'
  if (!(await (s.length === 21))) s += await 'x'
  else if (await true) s += await 'v'
  else s += await 'y'
  try {
    s += await 'w'
    throw await 'x'
  } catch (e) {
    s += e
    s += await 'y'
  } finally {
    s += await 'z'
  }
  for (const c of 'ABC') {
    s += await c
    if (c === 'B') {
      s += await '-'
      continue
    }
    s += await '+'
  }
  log(s)
}
