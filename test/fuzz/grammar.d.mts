import fc from 'fast-check'

export interface Node {
  k: string
  a: number[]
  e: Node[]
  p: Node[]
  b: Node[][]
}

export interface Program {
  configuration: string
  strict: boolean
  dead: boolean
  drive: number[]
  functions: Node[]
}

export class Programs extends fc.Arbitrary<Program> {
  constructor(configurations: string[])
  generate(random: fc.Random): fc.Value<Program>
  canShrinkWithoutContext(value: unknown): value is Program
  shrink(program: Program): fc.Stream<fc.Value<Program>>
}
