// Comments, directives and ASI hazards around suspending functions.
'use client'
/*! keep me */
const f = async () => {
  await null
  return 1
}
;[1, 2].forEach((x) => x)
const g = async (x: any) => {
  /* before */ await /* inside */ x // after
  return x
}
export async function main(log: (...values: unknown[]) => void) {
  log(await f(), await g(2))
  const x = await 1
  ;(await x).toString()
  const h = async () => {
    await null
    return (
      // comment in a return
      await 'value'
    )
  }
  log(await h())
}
