// Names in a `with` are the object's or the function's, as they are when it runs.
function main(log: (...values: unknown[]) => void) {
  var outer = 'outer'
  async function visit(object: any, other: string) {
    // @ts-ignore
    with (object) {
      log(other, outer, local)
      other = 'written'
    }
    var local = 'local'
    await null
    // @ts-ignore
    with (object) {
      local += '!'
      if (other === 'leave') return other
    }
    log(other, local, arguments.length, arguments[1])
    return [object.other, object.local, other, local]
  }
  function* steps(object: any) {
    let count = 0
    for (const name of ['a', 'b', 'c']) {
      // @ts-ignore
      with (object) {
        count++
        if (name === skip) continue
      }
      yield [name, count]
    }
    return count
  }
  const whole = async (object: any, depth = 1) => {
    // @ts-ignore
    with (object) return value + depth
  }
  return (async () => {
    log(await visit({}, 'mine'))
    log(await visit({ other: 'its', local: 'own' }, 'mine'))
    log(await visit({ other: 'leave' }, 'mine'))
    log([...steps({ skip: 'b' })], [...steps({ skip: 'c', count: 5 })])
    log(await whole({ value: 2, depth: 40 }))
  })()
}
