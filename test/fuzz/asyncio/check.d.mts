export class Asyncio {
  constructor(command?: string)
  version(): Promise<[number, number, number]>
  close(): void
}
export class Checker {
  constructor(asyncio: Asyncio, open?: boolean)
  many(programs: unknown[]): Promise<{ program: unknown; error: Error }[]>
}
