import { expect, test } from "vitest";
import { done, refused, testServer } from "../client.ts";
import { newAccount } from "./client.ts";

test("smoke", async () => {
  const server = await testServer();
  const a = await newAccount(server);
  done(await a.at("GET", "/accounts"));
  done(await a.at("GET", "/me"));
  done(await a.on("GET", "/me"));
  done(await a.on("GET", ""));
  done(await a.on("GET", "/management"));
  const w = await a.make("/workspaces", { name: "Two" });
  expect(await a.current()).toEqual(["Main"]);
  done(await a.on("POST", `/workspaces/${w.id}/switch`));
  expect(await a.current()).toEqual(["Two"]);
  done(await a.on("GET", `/workspaces/${w.id}/content`));
  const m = await a.member();
  refused(await a.on("GET", `/workspaces/${w.id}/content`, undefined, m.token), "CTC-TM-07", 403);
  done(await a.on("GET", `/workspaces/${a.workspace}/content`, undefined, m.token));
  done(await a.on("DELETE", `/members/${m.id}?confirm=true`), 204);
  refused(await a.on("GET", `/workspaces`, undefined, m.token), "CTC-TM-14", 401);
  done(await a.on("DELETE", `/workspaces/${w.id}?confirm=true`), 204);
  await server.stop();
});
