/**
 * What `for in` meets in an object. In a file without classes: the methods of those beside a `for in` are
 * hidden when they are lowered, by a function that itself stands on these files.
 */
export function namesIn(object: unknown): string[] {
  const names: string[] = []
  // A text of its own: MuJS counts through an array in one that changes.
  for (const name in object as object) names.push(name + '')
  return names
}
