import { type Answer, json } from "../answer.ts";
import type { Call } from "../call.ts";
import { acceptEmail, acceptName } from "../text.ts";

const text = (doc: string) => ({ type: "text", doc, required: true, schema: { type: "string" } }) as const;
export const demoMembers = {
  email: text("Where the answer goes."),
  name: text("Name of the requester."),
  company: text("Company of the requester."),
};

/** ECX-DEM-01: visitors may ask, so no token is needed. */
export async function demoRequest(call: Call): Promise<Answer> {
  const body = call.body(demoMembers);
  const email = acceptEmail(body.email);
  const need = (field: string, given: boolean) =>
    call.rules.require("ECX-DEM-01", given, { status: 422, field, message: `${field} is needed` });
  need("email", email !== null);
  for (const field of ["name", "company"] as const) need(field, acceptName(body[field]) !== null);
  if (email !== null && call.rules.applies("ECX-DEM-02")) {
    const greeting = `Hello ${acceptName(body.name) ?? ""},`;
    const message = `${greeting}\n\nthank you for asking for a demo. We will be in touch about it.`;
    await call.services.outbox.put(call, {
      account: null,
      to: email,
      kind: "demo",
      subject: "Your demo request",
      text: message,
      link: null,
    });
  }
  return json(202, { accepted: true });
}
