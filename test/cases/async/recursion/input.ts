// Frames of one function are apart from each other.
async function tree(depth: number, name: string): Promise<string> {
  if (depth === 0) return name
  const left = await tree(depth - 1, name + 'l')
  const right = await tree(depth - 1, name + 'r')
  return left + ' ' + right
}
export async function main(log: (...values: unknown[]) => void) {
  log(await tree(3, ''))
  log(await Promise.all([tree(1, 'x'), tree(1, 'y'), tree(2, 'z')]))
}
