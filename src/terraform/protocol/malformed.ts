/** Bytes or values that do not follow the format or the type they should. Its message never quotes a value. */
export class Malformed extends Error {
  /** Where inside the value, in words such as `.members[2].email`; empty at the top. */
  readonly place: string;
  constructor(message: string, place = "") {
    super(place === "" ? message : `${place}: ${message}`);
    this.name = "Malformed";
    this.place = place;
  }
}
