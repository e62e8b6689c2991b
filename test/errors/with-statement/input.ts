async function main(object) {
  with (object) {
    await member
  }
}
