/** @jsx h */
/** @jsxFrag Fragment */
// Elements, fragments and names of components that live across a suspension.
const h = (tag: any, props: any, ...children: any[]) => [typeof tag === 'function' ? tag.name : tag, props, ...children]
const Fragment = 'fragment'
export async function main(log: (...values: unknown[]) => void) {
  const later = async (value: any) => {
    log('eval', value)
    await null
    return value
  }
  let Widget = () => null
  const library = { Part: Widget }
  log(
    <a href={await later('x')} {...{ p: 1 }} title="t">
      text {await later('child')}
      <b id={await later('b')} />
    </a>,
  )
  log(<Widget {...await later({ q: 2 })} />, <library.Part r={await later(3)} />)
  log(
    <>
      {await later('in a fragment')}
      <i />
    </>,
  )
  const elements: any[] = []
  for (const name of ['one', 'two']) {
    const Inner = () => name
    elements.push(() => <Inner n={name} />)
    await null
  }
  Widget = function Other() {
    return null
  }
  log(<Widget />, ...elements.map((make) => make()))
}
