/** Creations of several calls, cut short after the first. */
import { afterEach, expect, test } from "vitest";
import { makeCall } from "../../src/apply/make-call.ts";
import type { Call } from "../../src/platform/contract.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { type Asked, Recorder, result, type Script } from "./recorder.ts";

const T = "/v1/tenants/t-1";
const ANA = { id: "u-1", userId: "u-1", email: "ana@x.example", roleId: "r-1", status: "pending" };
const TWILIO = { type: "webrtc", provider: "twilio", value: "u-1", region: "default" };
const SIP = { type: "sip", value: "sip:ana@x.example" };
const OUT = { status: 503, body: null };

let recorder: Recorder;
afterEach(() => recorder.stop());

const is = (asked: Asked, call: string) => `${asked.method} ${asked.path}` === call;

const create = (kind: string, args: Call["args"]): Call => ({
  kind,
  op: "create",
  id: null,
  args,
  idempotencyKey: "k",
  repeat: "lookup",
});

/** The step as a run makes it, look-ups after unknown outcomes included. */
async function made(call: Call, script: Script): Promise<unknown> {
  recorder = await Recorder.start(
    (asked) =>
      script(asked) ?? (is(asked, `GET ${T}`) ? result({ id: "t-1", name: "Northwind" }) : undefined),
  );
  const client = recorder.connect({ token: "given" });
  return makeCall(client, cxengageTable, call).catch((error: unknown) => error);
}

/** A tenant in which ana comes to be by the POST, whatever it answers. */
function tenant(answers: { readonly [call: string]: object }): Script {
  let exists = false;
  return (asked) => {
    if (is(asked, `POST ${T}/users`)) exists = true;
    const scripted = answers[`${asked.method} ${asked.path}`];
    if (scripted !== undefined) return scripted as ReturnType<Script>;
    if (is(asked, "GET /v1/roles")) return result([{ id: "p-1", name: "Platform User" }]);
    if (!exists) return undefined;
    if (is(asked, "GET /v1/users?email=ana@x.example")) return result([ANA]);
    if (is(asked, `GET ${T}/users/u-1`))
      return result({ ...ANA, extensions: [TWILIO], groups: [], skills: [] });
    return is(asked, `GET ${T}/groups`) ? result([]) : undefined;
  };
}
const DISABLED = { email: "ana@x.example", role: "r-1", status: "disabled", invite: "later" };

test("CXE-USR-09 a user who could not be disabled after being made counts as failed", async () => {
  const script = tenant({ [`POST ${T}/users`]: result(ANA), [`PUT ${T}/users/u-1`]: OUT });
  const error = await made(create("user", DISABLED), script);
  expect(error).toMatchObject({ reason: "refused", status: 503 });
  expect((error as Error).message).toContain("the user ana@x.example was made and stands half-done");
});

test("CXE-USR-09 a user whose creation was not answered is disabled all the same", async () => {
  const script = tenant({ [`POST ${T}/users`]: OUT, [`PUT ${T}/users/u-1`]: result(ANA) });
  expect(await made(create("user", DISABLED), script)).toEqual({ id: "u-1" });
  expect(recorder.bodies(`POST ${T}/users`)).toHaveLength(1);
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status: "disabled" }]);
});

test("CXE-EXT-03 extensions that could not be placed fail the creation, with the platform's rule", async () => {
  const refused = {
    status: 400,
    body: { error: { message: "no" } },
    headers: { "x-rule-id": "CXE-EXT-03" },
  };
  const answers = { [`POST ${T}/users`]: result({ ...ANA, extensions: [TWILIO, SIP] }) };
  const call = create("user", { email: "ana@x.example", role: "r-1", extensions: [SIP, TWILIO] });
  expect(await made(call, tenant({ ...answers, [`PUT ${T}/users/u-1`]: OUT }))).toMatchObject({
    reason: "refused",
    status: 503,
  });
  await recorder.stop();
  expect(await made(call, tenant({ ...answers, [`PUT ${T}/users/u-1`]: refused }))).toMatchObject({
    reason: "refused",
    status: 400,
    rule: "CXE-EXT-03",
  });
});

test.each(["versions", "rule"])(
  "CXE-B-28 a capacity rule cut short at its %s counts as failed",
  async (at) => {
    const rule = `${T}/capacity-rules/c-1`;
    const script: Script = (asked) => {
      if (is(asked, `POST ${T}/capacity-rules`)) return result({ id: "c-1" });
      if (is(asked, `GET ${T}/capacity-rules`)) return result([{ id: "c-1", name: "Standard" }]);
      if (is(asked, `GET ${rule}`)) return result({ id: "c-1", name: "Standard" });
      if (is(asked, `GET ${rule}/versions`)) return result([]);
      if (is(asked, `POST ${rule}/versions`)) return at === "versions" ? OUT : result({ version: "v-1" });
      return is(asked, `PUT ${rule}`) ? OUT : undefined;
    };
    const args = { name: "Standard", "version.quantifier": "all", "version.ruleSet": "{[:voice] 1}" };
    const error = await made(create("capacityRule", args), script);
    expect(error).toMatchObject({ reason: "refused", status: 503 });
    expect((error as Error).message).toContain("the capacity rule Standard was made and stands half-done");
  },
);

test("CXE-B-25 a list is never taken for made because one of its reasons could not be", async () => {
  let lists = 0;
  const script: Script = (asked) => {
    if (is(asked, `GET ${T}/reasons`)) return result([]);
    if (is(asked, `POST ${T}/reasons`)) return OUT;
    if (is(asked, `GET ${T}/reason-lists`)) return result([{ id: "l-1", name: "Breaks" }]);
    if (is(asked, `POST ${T}/reason-lists`)) lists++;
    return undefined;
  };
  const call = create("reasonList", { name: "Breaks", reasons: [{ name: "Tea" }] });
  expect(await made(call, script)).toMatchObject({ reason: "refused", status: 503 });
  expect(lists).toBe(0);
});

test("CXE-B-17 a group whose owner cannot be read is made without one", async () => {
  const script: Script = (asked) => {
    if (asked.path === "/v1/login") return { status: 403, body: { error: { message: "no" } } };
    return is(asked, `POST ${T}/groups`) ? result({ id: "g-1" }) : undefined;
  };
  expect(await made(create("group", { name: "Claims" }), script)).toEqual({ id: "g-1" });
  expect(recorder.bodies(`POST ${T}/groups`)).toEqual([{ name: "Claims", active: true }]);
});
