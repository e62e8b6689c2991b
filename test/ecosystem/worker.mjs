/** Work for a thread: it never ends by itself, or at once. */
export default function ({ forever }) {
  while (forever);
  return 'done'
}
