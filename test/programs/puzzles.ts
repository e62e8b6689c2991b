/** Life, a maze by flood, sudoku: generators that recurse, stop early and are asked back. */
function* cells(w: number, h: number): Generator<readonly [number, number]> {
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) yield [x, y]
}
function* around(x: number, y: number) {
  for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) if (dx || dy) yield [x + dx, y + dy] as const
}
class Life implements Iterable<Life> {
  constructor(readonly rows: string[]) {}
  at(x: number, y: number) {
    return this.rows[y]?.charAt(x) === '#'
  }
  next() {
    const out = this.rows.map(() => '')
    for (const [x, y] of cells(this.rows[0]!.length, this.rows.length)) {
      let n = 0
      for (const [a, b] of around(x, y)) n += +this.at(a, b)
      out[y] += n === 3 || (n === 2 && this.at(x, y)) ? '#' : '.'
    }
    return new Life(out)
  }
  *[Symbol.iterator]() {
    for (let l: Life = this; ; l = l.next()) yield l
  }
  toString() {
    return this.rows.join('/')
  }
}
let gen = 0
for (const l of new Life(['.....', '..#..', '...#.', '.###.', '.....'])) {
  console.log(`${gen} ${l}`)
  if (++gen > 4) break
}
const maze = ['S.#.....', '..#.###.', '#...#...', '..#...#E']
type P = { x: number; y: number; from?: P }
function* flood(start: P): Generator<P, number, boolean | void> {
  const seen: Record<string, true> = {}
  let frontier = [start],
    steps = 0
  for (; frontier.length; steps++) {
    const nextUp: P[] = []
    for (const p of frontier) {
      const k = `${p.x},${p.y}`
      if (seen[k] || maze[p.y]?.charAt(p.x) === undefined || !maze[p.y]?.charAt(p.x) || maze[p.y]!.charAt(p.x) === '#')
        continue
      seen[k] = true
      if (yield p) return steps
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ] as const)
        nextUp.push({ x: p.x + dx, y: p.y + dy, from: p })
    }
    frontier = nextUp
  }
  return -1
}
async function solve() {
  const it = flood({ x: 0, y: 0 })
  let found: P | undefined
  for (let r = it.next(); ;) {
    if (r.done) {
      console.log('steps', r.value)
      break
    }
    const p: P = r.value
    await null
    const goal = maze[p.y]!.charAt(p.x) === 'E'
    if (goal) found = p
    r = it.next(goal)
  }
  const path = (function* walk(p?: P): Generator<string> {
    if (!p) return
    yield* walk(p.from)
    yield `${p.x}${p.y}`
  })(found)
  console.log([...path].join(' '))
}
function* sudoku(board: number[], size = 4): Generator<number[], void> {
  const box = Math.sqrt(size),
    i = board.indexOf(0)
  if (i < 0) return void (yield board)
  const row = Math.floor(i / size),
    col = i % size
  digits: for (let d = 1; d <= size; d++) {
    for (let k = 0; k < size; k++) {
      const bx = Math.floor(col / box) * box + (k % box),
        by = Math.floor(row / box) * box + Math.floor(k / box)
      if (board[row * size + k] === d || board[k * size + col] === d || board[by * size + bx] === d) continue digits
    }
    const copy = board.slice()
    copy[i] = d
    yield* sudoku(copy, size)
  }
}
const chunk = (xs: number[], n: number) =>
  Array.from({ length: xs.length / n }, (_, i) => xs.slice(i * n, i * n + n).join(''))
for (const s of sudoku([1, 0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 0, 0, 0, 2])) console.log(chunk(s, 4).join(' '))
let n = 0
for (const _ of sudoku(new Array(17).join('0').split('').map(Number))) if (++n === 30) break
console.log(n)
solve()
