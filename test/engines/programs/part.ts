console.log('part runs')

let calls = 0
export const part = { name: 'part' }
export const count = (): number => calls
export default function greet(name: string): string {
  calls++
  return `hello ${name}`
}
