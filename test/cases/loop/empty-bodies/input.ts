// Loops whose work is all in the head.
export async function main(log: (...values: unknown[]) => void) {
  let n = 0
  while (await (n++ < 3));
  for (; await (n++ < 8););
  do;
  while (await (n++ < 12))
  for (const _ of [await 1, 2]);
  for (const _ in { a: await 1 });
  log(n)
}
