// Names that a lowering might want for itself.
export async function main(log: (...values: unknown[]) => void) {
  const frame = 'frame',
    at = 'at',
    sent = 'sent',
    step = 'step',
    $gf = '$gf',
    handler = 'handler'
  const _a = 1,
    _b = 2,
    a = 3,
    _this = 'this',
    _arguments = 'arguments',
    main$step = 'step of main',
    undefined$ = 'u'
  await null
  log(frame, at, sent, step, $gf, handler, _a, _b, a, _this, _arguments, main$step, undefined$)
  async function step$step(frame: any, at: any) {
    frame += await 1
    at += frame
    return [frame, at]
  }
  log(await step$step(1, 2))
}
