import type { Arbitrary, Value } from 'fast-check'

export interface Program {
  scopes: boolean
  functions: unknown[]
}
export class Programs extends Arbitrary<Program> {
  constructor(minor?: number)
  generate(): Value<Program>
  canShrinkWithoutContext(value: unknown): value is Program
  shrink(): never
}
