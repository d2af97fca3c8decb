/** Forms as pages: labels around their inputs, what is wrong above them, one button. */
import type { Answer } from "../answer.ts";
import { html, type Markup, page } from "./html.ts";

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "password" | "checkbox";
  readonly value: string;
  /** What the browser may fill in, as `autocomplete` says it. Default: as it likes. */
  readonly complete?: string;
  /** Default: needed, but for a checkbox. */
  readonly optional?: boolean;
  readonly hint?: string;
}

export function field({ name, label, type, value, complete = "on", optional, hint = "" }: FormField): Markup {
  if (type === "checkbox") {
    const ticked = value === "" ? "" : "checked";
    return html`<p><label><input name="${name}" type="checkbox" value="yes" ${ticked}> ${label}</label> ${hint}</p>`;
  }
  const required = optional ? "" : "required";
  return html`<p><label>${label}<br><input name="${name}" type="${type}" value="${value}" autocomplete="${complete}" ${required}></label> ${hint}</p>`;
}

export interface Form {
  readonly title: string;
  readonly intro: Markup;
  readonly fields: readonly Markup[];
  readonly button: string;
  /** What is wrong with what was given; empty at first. */
  readonly problem: string;
}

/** A page that is sent back to its own address. */
export function formPage({ title, intro, fields, button, problem }: Form, failed = 422): Answer {
  const told = problem === "" ? html`` : html`<p role="alert"><strong>${problem}</strong></p>`;
  const content = html`${intro}${told}<form method="post">${fields}<button type="submit">${button}</button></form>`;
  return page(problem === "" ? 200 : failed, title, content);
}
