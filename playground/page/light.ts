/**
 * The block that source, picture and emitted code all point at.
 *
 * What the pointer is over wins over what was last chosen (by a click, a
 * focus, the cursor); each view is told and lights its own part.
 */

export interface Lit {
  /** Index of the function. */
  index: number
  /** The block's name. */
  block: string
  /** The view that asked: it need not scroll to what it shows already. */
  by: string
}

export class Light {
  private pointed: Lit | undefined
  private chosen: Lit | undefined
  private readonly views: ((lit: Lit | undefined) => void)[] = []

  get now(): Lit | undefined {
    return this.pointed ?? this.chosen
  }

  watch(view: (lit: Lit | undefined) => void): void {
    this.views.push(view)
  }

  /** A view that is left only takes back what it said itself: the next may have been entered before. */
  point(by: string, lit: Lit | undefined): void {
    if (same(this.pointed, lit) || (!lit && this.pointed?.by !== by)) return
    this.pointed = lit
    this.tell()
  }

  choose(lit: Lit | undefined): void {
    if (same(this.chosen, lit)) return
    this.chosen = lit
    this.tell()
  }

  /** There is another program. */
  clear(): void {
    this.pointed = this.chosen = undefined
    this.tell()
  }

  private tell(): void {
    for (const view of this.views) view(this.now)
  }
}

function same(one: Lit | undefined, other: Lit | undefined): boolean {
  return one?.index === other?.index && one?.block === other?.block
}
