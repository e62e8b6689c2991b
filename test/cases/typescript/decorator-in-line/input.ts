// A decorator on the line of its class.
export async function main(log: (...values: unknown[]) => void) {
  const tag = (value: unknown, { kind, name }: { kind: string; name: string | symbol }) => log(kind, String(name))
  class A { @tag async m() { return await 1 } }
  log(await new A().m())
}
