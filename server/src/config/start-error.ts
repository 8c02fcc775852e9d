/** Something stands in the way of a start that its operator can mend: the message says what, in one line. */
export class StartError extends Error {}
