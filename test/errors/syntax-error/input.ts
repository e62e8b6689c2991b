export async function main() {
  await null
  return (1 +
}
