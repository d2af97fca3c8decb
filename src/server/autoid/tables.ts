import type { Flag, Migration } from "../store/database.ts";

/** AutoID tables as rows. */
export interface AutoidTables {
  aid_trees: { id: string; name: string; created_at: string };
  aid_nodes: {
    id: string;
    tree_id: string;
    name: string;
    name_key: string;
    /** group | subgroup | location */
    kind: string;
    /** Id of the node above; empty at the top. Nodes never move. */
    parent: string;
    active: Flag;
    created_at: string;
    /** Features an Account Admin switches. */
    texting: Flag;
    chat: Flag;
  };
  /** A person's roles on one node, which hold for everything below it. */
  aid_grants: {
    id: string;
    tree_id: string;
    node_id: string;
    person_id: string;
    role_user: Flag;
    role_admin: Flag;
    role_agent: Flag;
    /** Whether the person holds the grant for having made the root group. */
    is_owner: Flag;
    added_at: string;
  };
  aid_logins: { tree_id: string; person_id: string; at: string };
  aid_messages: { id: string; node_id: string; author: string; text: string; at: string };
}

const owned = "tree_id text not null references aid_trees (id) on delete cascade";
const placed = "node_id text not null references aid_nodes (id) on delete cascade";
const person = "person_id text not null references people (id)";

export const AUTOID_SCHEMA: Migration = {
  name: "autoid-1",
  statements: [
    "create table aid_trees (id text primary key references accounts (id), name text not null, created_at text not null)",
    `create table aid_nodes (id text primary key, ${owned}, name text not null, name_key text not null, kind text not null,
      parent text not null, active integer not null, created_at text not null, texting integer not null, chat integer not null,
      unique (tree_id, parent, name_key))`,
    "create index aid_nodes_list on aid_nodes (tree_id, id)",
    "create index aid_nodes_parent on aid_nodes (parent)",
    `create table aid_grants (id text primary key, ${owned}, ${placed}, ${person}, role_user integer not null,
      role_admin integer not null, role_agent integer not null, is_owner integer not null, added_at text not null,
      unique (node_id, person_id))`,
    "create index aid_grants_list on aid_grants (tree_id, id)",
    "create index aid_grants_person on aid_grants (person_id, tree_id)",
    `create table aid_logins (${owned}, ${person}, at text not null, primary key (tree_id, person_id))`,
    `create table aid_messages (id text primary key, ${placed}, author text not null, text text not null, at text not null)`,
    "create index aid_messages_list on aid_messages (node_id, id)",
  ],
};
