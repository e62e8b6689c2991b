// Labelled blocks, left from inside loops and switches.
export async function main(log: (...values: unknown[]) => void) {
  a: {
    log('in a')
    await null
    if (await true) break a
    log('never')
  }
  b: {
    for (const x of [1, 2]) {
      await null
      if (x === 2) break b
      log(x)
    }
    log('never')
  }
  c: {
    switch (await 1) {
      case 1:
        break c
    }
    log('never')
  }
  d: {
    e: {
      await null
      break d
    }
    log('never')
  }
  f: {
    g: {
      await null
      break g
    }
    log('after g')
  }
  log('end')
}
