/** A position in a document while it is checked. Its place is computed only when somebody asks. */
import type { Location } from "../diagnostic/diagnostic.ts";
import type { YamlDocument } from "./read-yaml.ts";
import type { YamlPath } from "./yaml-value.ts";

export class Cursor {
  readonly #document: YamlDocument;
  readonly #parent: Cursor | null;
  readonly #step: string | number;

  private constructor(document: YamlDocument, parent: Cursor | null, step: string | number) {
    this.#document = document;
    this.#parent = parent;
    this.#step = step;
  }

  static top(document: YamlDocument): Cursor {
    return new Cursor(document, null, "");
  }

  child(step: string | number): Cursor {
    return new Cursor(this.#document, this, step);
  }

  /** The cursor of an attribute path such as `access.groups`. */
  at(path: string): Cursor {
    return path.split(".").reduce<Cursor>((cursor, step) => cursor.child(step), this);
  }

  get path(): YamlPath {
    const steps: (string | number)[] = [];
    for (let each: Cursor = this; each.#parent !== null; each = each.#parent) steps.push(each.#step);
    return steps.reverse();
  }

  place(): Location {
    return this.#document.placeOf(this.path);
  }

  keyPlace(): Location {
    return this.#document.keyPlaceOf(this.path);
  }
}
