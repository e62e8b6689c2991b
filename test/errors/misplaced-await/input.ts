// Each place that cannot wait.
export function plain(url: string) {
  const found = await fetch(url)
  for await (const part of found as any) console.log(part)
}
export class Page {
  text = await fetch('x')
  static {
    await fetch('y')
  }
}
export async function parameter(first = await fetch('z')) {
  ;[1].forEach((n) => {
    await fetch(String(n))
  })
  return first
}
