import { expect, test } from "vitest";
import { done, refused, testServer } from "../client.ts";
import { newAccount } from "./client.ts";

test("smoke", async () => {
  const server = await testServer();
  const a = await newAccount(server);
  done(await a.at("GET", "/accounts"));
  done(await a.on("GET", ""));
  expect(done(await a.on("GET", "/me")).body.manageAccount).toBe(true);
  const s = await a.node("Sub");
  const l = await a.node("Loc", "location", s);
  const u = await a.person(s);
  done(await a.on("GET", `/nodes/${l}/content`, undefined, u.token));
  refused(await a.on("GET", `/nodes/${a.group}/content`, undefined, u.token), "AID-TREE-07", 403);
  expect((await a.rows("/nodes", u.token)).length).toBe(3);
  expect((await a.rows("/users", u.token)).length).toBe(1);
  expect((await a.rows("/users")).length).toBe(2);
  const g = await a.node("Other", "group", null);
  expect((await a.rows(`/nodes/${g}/users`)).length).toBe(1);
  done(await a.on("POST", `/nodes/${g}/users`, { email: a.email, role: "Account Admin" }), 201);
  refused(await a.on("DELETE", `/nodes/${l}/users/${u.id}`), "AID-USR-04", 409);
  done(await a.on("DELETE", `/users/${u.id}`), 204);
  await server.stop();
});
