/** What people do on a node: look, change settings, read and answer messages. Each call asks for one right. */
import { type Answer, json, type Row, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { isSet, toFlag } from "../store/database.ts";
import { atMost, nextId } from "../store/store.ts";
import type { Member, NodeRow } from "./access.ts";
import { onNode } from "./define.ts";
import { item } from "./nodes.ts";

const TEXT_MAXIMUM = 2000;
const settings = { status: 200, schema: "Settings" };
const features = {
  texting: { type: "flag", doc: "Whether people may write text messages." },
  chat: { type: "flag", doc: "Whether people may chat." },
} as const;
const words = {
  text: {
    type: "text",
    doc: "The answer.",
    required: true,
    schema: { type: "string", maxLength: TEXT_MAXIMUM },
  },
} as const;

function settingsRow({ id, texting, chat }: NodeRow): Row {
  return { id, texting: isSet(texting), chat: isSet(chat) };
}

async function changeSettings(call: Call, _: Member, node: NodeRow): Promise<Answer> {
  const body = call.body(features);
  call.matches(settingsRow(node));
  const change = {
    ...(body.texting !== undefined && { texting: toFlag(body.texting) }),
    ...(body.chat !== undefined && { chat: toFlag(body.chat) }),
  };
  if (Object.keys(change).length > 0)
    await call.db.updateTable("aid_nodes").set(change).where("id", "=", node.id).execute();
  return rowAnswer(settingsRow({ ...node, ...change }));
}

function listMessages(call: Call, _: Member, node: NodeRow): Promise<Answer> {
  return pageAnswer(call, async ({ after, limit }) => {
    const query = call.db.selectFrom("aid_messages").selectAll().where("node_id", "=", node.id);
    const rows = await query.where("id", ">", after).orderBy("id").limit(atMost(limit)).execute();
    return rows.map(({ id, author, text, at }) => ({ id, author, text, at: wireTime(at) }));
  });
}

async function answerMessage(call: Call, { session }: Member, node: NodeRow): Promise<Answer> {
  const text = String(call.body(words).text ?? "").trim();
  const message = `text has 1 to ${TEXT_MAXIMUM} characters`;
  if (text === "" || text.length > TEXT_MAXIMUM || !text.isWellFormed())
    throw new Refusal("bad-value", { status: 422, field: "text", message });
  const row = { id: await nextId(call.db, "txt"), author: session.person.email, text, at: stamp(call.now) };
  await call.db
    .insertInto("aid_messages")
    .values({ ...row, node_id: node.id })
    .execute();
  return rowAnswer({ ...row, at: wireTime(row.at) }, 201);
}

export const useRoutes: readonly Route[] = [
  onNode(
    "view",
    {
      method: "GET",
      path: `${item}/content`,
      summary: "Opens an account or a location.",
      answers: { status: 200, schema: "Content" },
    },
    async (_call, _caller, { id, name, kind }) => json(200, { node: id, name, kind }),
  ),
  onNode(
    "view",
    { method: "GET", path: `${item}/settings`, summary: "Features of a node.", answers: settings },
    async (_call, _caller, node) => rowAnswer(settingsRow(node)),
  ),
  onNode(
    "change settings",
    {
      method: "PUT",
      path: `${item}/settings`,
      summary: "Switches features of a node; those left out stay.",
      members: features,
      answers: settings,
    },
    changeSettings,
  ),
  onNode(
    "message",
    {
      method: "GET",
      path: `${item}/messages`,
      summary: "Chat and text messages of a node.",
      paged: true,
      answers: { status: 200, schema: "MessagePage" },
    },
    listMessages,
  ),
  onNode(
    "message",
    {
      method: "POST",
      path: `${item}/messages`,
      summary: "Answers on a node.",
      members: words,
      answers: { status: 201, schema: "Message" },
    },
    answerMessage,
  ),
  onNode(
    "manage users",
    {
      method: "GET",
      path: `${item}/management`,
      summary: "Answers only callers who may manage users and accounts on the node.",
      answers: { status: 200, schema: "Management" },
    },
    async (_call, _caller, { id }) => json(200, { node: id }),
  ),
];
