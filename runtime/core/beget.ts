/** A new object with this prototype, on any engine. */
export function beget<P extends object>(prototype: P): P {
  function Begotten(): void {}
  Begotten.prototype = prototype
  return new (Begotten as unknown as new () => P)()
}
