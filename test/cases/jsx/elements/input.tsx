/** @jsx h */
/** @jsxFrag 'fragment' */
// Elements with awaits in attributes, spreads and children, in order.
const h = (tag: any, props: any, ...children: any[]) => [typeof tag === 'function' ? tag.name : tag, props, ...children]
export async function main(log: (...values: unknown[]) => void) {
  const later = async (value: any) => {
    log('eval', value)
    await null
    return value
  }
  const Widget = () => null
  const props = { p: 1 }
  log(
    <a href={await later('x')} {...props} title="t">
      text {await later('child')} {...[1, await later(2)]}
      <b id={await later('b')} />
    </a>,
  )
  log(
    <Widget
      on={async () => {
        await null
      }}
      {...await later({ q: 2 })}
    />,
  )
}
