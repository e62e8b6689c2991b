// Block-scoped names that hide others, with suspensions in each scope.
export async function main(log: (...values: unknown[]) => void) {
  let x: any = 'outer'
  {
    let x: any = await 'block'
    {
      const x = await 'inner'
      log(x)
    }
    log(x)
    x = await 'changed'
    log(x)
  }
  log(x)
  for (let x = 0; x < 1; x++) {
    let x: any = await 'body'
    log(x)
  }
  if (await true) {
    const x = 'if'
    await null
    log(x)
  } else {
    const x = 'else'
    await null
    log(x)
  }
  log(
    x,
    await (async (x: any) => {
      await null
      {
        let x = 'deep'
        await null
      }
      return x
    })('parameter'),
  )
  {
    var read = () => x
    let y: any = x
    x = await 'assigned'
    log(y)
  }
  log(read())
}
