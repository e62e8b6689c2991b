/** Something the user can mend: a message for the terminal and an exit status, no stack. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message)
  }
}
